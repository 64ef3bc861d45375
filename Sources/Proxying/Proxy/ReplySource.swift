import Configuration

/// Where the answers to errors of a proxy come from, in the order of the lines; later ones win.
public enum ReplySource {
    /// `errorfile`, `errorloc*` and `http-error`.
    case reply(UInt16, Reply)
    /// `errorfiles <name> [<code> ...]`: an `http-errors` section, or some statuses of it.
    case section(name: String, statuses: [UInt16], line: ConfigurationLine)
}
