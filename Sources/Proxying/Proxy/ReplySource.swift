import Configuration

/// Where the answers to errors of a proxy come from, in the order of the lines; later ones win.
public enum ReplySource {
    /// `errorfile`, `errorloc*` and `http-error`.
    case reply(UInt16, Reply)
    /// `errorfiles <name> [<code> ...]`: an `http-errors` section, or some statuses of it.
    case section(name: String, statuses: [UInt16], line: ConfigurationLine)
}

/// A rule while names of `http-errors` sections are not known.
public enum PendingRule {
    case ready(RequestRule)
    /// `errorfiles <name>` of `return` and `deny`.
    case errorSet(name: String, status: UInt16, line: ConfigurationLine)

    /// No rule behind it is ever reached.
    var isFinal: Bool {
        switch self {
        case .ready(.answer), .ready(.deny), .ready(.redirect), .ready(.allow), .errorSet: true
        }
    }
}
