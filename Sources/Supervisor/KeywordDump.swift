import Configuration
import Operations
import Proxying

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
        case "acl": "# List of registered ACL keywords:\n"
        case "cfg": "# List of registered configuration keywords:\n" + KeywordList.configuration
        case "cli": "# List of registered CLI keywords:\n" + CommandList.text
        case "cnv": "# List of registered sample converter functions:\n"
        case "flt": "# List of registered filter names:\n"
        case "smp": "# List of registered sample fetch functions:\n"
        default: "# List of registered service names:\n"
        }
    }
}
