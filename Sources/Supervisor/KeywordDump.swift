import Configuration
import Operations
import Proxying
import Samples

/// `-dK`: the registered keywords, in the layout of HAProxy's dump (management guide, 3).
enum KeywordDump {
    private static let classes: KeyValuePairs<String, String> = [
        "acl": "ACL keywords", "cfg": "configuration keywords", "cli": "CLI keywords",
        "cnv": "sample converter keywords", "flt": "filter names", "smp": "sample fetch functions",
        "svc": "service names",
    ]

    /// Prints these classes. The status with which the program ends because of it, or nil.
    static func print(_ wanted: [String]) -> Int32? {
        for word in wanted {
            switch word {
            case "help": printHelp()
            case "all": for (name, _) in classes { Output.print(text(of: name)) }
            case _ where classes.contains(where: { $0.key == word }): Output.print(text(of: word))
            default:
                Output.alert("ignoring unknown keyword class '\(word)'.")
                printHelp()
            }
        }
        return nil
    }

    private static func printHelp() {
        Output.line("# List of supported keyword classes:\nall: list all keywords")
        for (name, summary) in classes { Output.line("\(name): \(summary)") }
    }

    private static func text(of name: String) -> String {
        switch name {
        case "acl": "# List of registered ACL keywords:\n" + SampleDump.text(conditions: conditions)
        case "cfg": "# List of registered configuration keywords:\n" + KeywordList.configuration
        case "cli": "# List of registered CLI keywords:\n" + CommandList.text
        case "cnv": "# List of registered sample converter functions:\n" + SampleDump.text(converters: converters)
        case "flt": "# List of registered filter names:\n"
        case "smp":
            "# List of registered sample fetch functions:\n"
                + SampleDump.text(fetches: fetches, places: SamplePlaces.names)
        default: "# List of registered service names:\n"
        }
    }

    // What is not built yet is not registered.

    private static var fetches: [SampleDump.Fetch] {
        SampleCatalogue.all.fetches.filter { $0.waitsFor == nil }.map {
            SampleDump.Fetch(signature: $0.signature, type: $0.output.name, places: $0.places.rawValue)
        }
    }

    private static var converters: [SampleDump.Converter] {
        SampleCatalogue.all.converters.filter { $0.waitsFor == nil }.map {
            SampleDump.Converter(
                signature: $0.signature, input: $0.input.name, output: ($0.output == .same ? $0.input : $0.output).name)
        }
    }

    private static var conditions: [SampleDump.Condition] {
        SampleCatalogue.all.conditions.compactMap { row in
            guard let fetch = SampleCatalogue.all.fetch(row.fetch), fetch.waitsFor == nil else { return nil }
            return SampleDump.Condition(name: row.name, fetch: row.fetch, method: row.method)
        }
    }
}
