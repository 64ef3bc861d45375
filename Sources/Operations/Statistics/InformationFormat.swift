/// The forms of `show info`.
enum InformationFormat {
    /// `Name: Apus`
    static func plain(_ fields: [ProcessInformation.Field], describes: Bool) -> String {
        fields.map { "\($0.name): \($0.value.text)\(describes ? ":\"\($0.summary)\"" : "")\n" }.joined()
    }

    /// `0.Name.1:POSV:str:Apus`
    static func typed(_ fields: [ProcessInformation.Field], describes: Bool) -> String {
        fields.map { field in
            "\(field.position).\(field.name).1:\(field.tags.letters):\(field.value.type):\(field.value.text)"
                + (describes ? ":\"\(field.summary)\"\n" : "\n")
        }.joined()
    }

    static func json(_ fields: [ProcessInformation.Field]) -> String {
        let items = fields.map { field in
            "{\"field\":{\"pos\":\(field.position),\"name\":\(JSONText.quoted(field.name))},\"processNum\":1,"
                + "\"tags\":\(field.tags.json),\"value\":\(field.value.json)}"
        }
        return "[" + items.joined(separator: ",") + "]"
    }
}
