import Memory

/// How one item of a format is written: its flags, and what `(name:type)` in front of it says (manual, 8.2.6).
struct LogItem: Sendable {
    /// What an encoding makes of the value.
    enum Kind: Sendable {
        /// What the value itself is.
        case natural
        case string, integer, boolean

        init?(word: String) {
            switch word {
            case "str": self = .string
            case "sint": self = .integer
            case "bool": self = .boolean
            default: return nil
            }
        }

        static let words = ["str", "sint", "bool"]
    }

    var flags: LogFormatFlags
    /// Empty for none.
    var name: ConstantBytes?
    var kind = Kind.natural
}
