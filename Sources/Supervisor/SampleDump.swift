/// The lists of fetches, converters and words of conditions, in the layout of HAProxy's dump.
enum SampleDump {
    /// A fetch: its name with the signature of its arguments, its type, and a bit for each place where it may be used, the
    /// first place the lowest.
    struct Fetch {
        let signature: String
        let type: String
        let places: UInt32
    }

    /// A converter: its name with the signature of its arguments, what it takes and what it gives.
    struct Converter {
        let signature: String
        let input: String
        let output: String
    }

    /// A word of conditions: what it fetches, and how that is matched.
    struct Condition {
        let name: String
        let fetch: String
        let method: String
    }

    /// `-dKsmp`
    ///
    /// - Parameter places: the names of the places, in the order of their bits.
    static func text(fetches: [Fetch], places: [String]) -> String {
        legend(places)
            + lines(fetches.map(\.signature), of: fetches) { fetch in
                let marks = places.indices.map { fetch.places >> UInt32($0) & 1 == 1 ? "Y " : ". " }
                return "[ \(marks.joined())] \(fetch.signature): \(fetch.type)"
            }
    }

    /// `-dKcnv`. HAProxy prints what a converter gives in front of what it takes, and scripts read it so.
    static func text(converters: [Converter]) -> String {
        lines(converters.map(\.signature), of: converters) { "\($0.signature): \($0.output) => \($0.input)" }
    }

    /// `-dKacl`
    static func text(conditions: [Condition]) -> String {
        lines(conditions.map(\.name), of: conditions) { "\($0.name) = \($0.fetch) -m \($0.method)" }
    }

    /// A line for each row, in the order of the rows' names.
    private static func lines<Row>(_ names: [String], of rows: [Row], _ line: (Row) -> String) -> String {
        zip(names.map(name), rows).sorted { $0.0.utf8.lexicographicallyPrecedes($1.0.utf8) }
            .map { line($0.1) + "\n" }.joined()
    }

    /// Without the arguments.
    private static func name(_ signature: String) -> String {
        String(signature.prefix { $0 != "(" })
    }

    /// A slanted line from each column to the name of its place.
    private static func legend(_ places: [String]) -> String {
        let count = places.count
        var text = ""
        for (place, name) in places.enumerated() {
            let margin = String(repeating: " ", count: count - place + 1)
            let slants = String(repeating: "/ ", count: place)
            text += "#\(margin)\(slants)_.\(String(repeating: "-", count: count - place)) \(name)\n"
        }
        text += "# \(String(repeating: "/ ", count: count)) \n"
        return text + "# \(String(repeating: "| ", count: count))\n"
    }
}
