extension Diagnostic {
    /// The lines in HAProxy's form, each ended by a newline:
    /// `[ALERT]    (PID) : config : parsing [file:line] : message`, then, when the column is known, the source line
    /// and a caret.
    public func rendered(process: Int32) -> String {
        var text = Diagnostic.prefix(severity, process: process) + "config : " + place
        let excerpt = renderedExcerpt()
        text += Diagnostic.printable(fullMessage)
        if !excerpt.isEmpty, form == .line, !text.hasSuffix("."), !text.hasSuffix("?") { text += ":" }
        text += "\n" + excerpt
        for include in includes.reversed() { text += "  included from \(include.file):\(include.line)\n" }
        return text
    }

    /// The start of every message of a given severity: `[WARNING]  (PID) : `.
    public static func prefix(_ severity: Severity, process: Int32) -> String {
        let label =
            switch severity {
            case .diag: "[DIAG]     "
            case .notice: "[NOTICE]   "
            case .warning: "[WARNING]  "
            case .alert: "[ALERT]    "
            }
        return "\(label)(\(process)) : "
    }

    private var place: String {
        guard let location else { return "" }
        switch form {
        case .keyword: return "parsing [\(location.file):\(location.line)] : "
        case .line: return "parsing [\(location.file):\(location.line)]: "
        case .bare: return "[\(location.file):\(location.line)] : "
        }
    }

    /// The excerpt without its leading blanks and the caret under it, or nothing.
    private func renderedExcerpt() -> String {
        guard let excerpt, let caret, caret > 0 else { return "" }
        var bytes = Array(excerpt.utf8)
        var position = caret - 1
        let blanks = bytes.prefix { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }.count
        guard position >= blanks, position <= bytes.count else { return "" }
        bytes.removeFirst(blanks)
        position -= blanks
        var shift = ""
        if position > Diagnostic.excerptContext {
            let dropped = position - Diagnostic.excerptContext
            bytes.removeFirst(dropped)
            position = Diagnostic.excerptContext
            shift = "..."
        }
        let isCut = bytes.count > position + Diagnostic.excerptContext
        if isCut { bytes.removeLast(bytes.count - position - Diagnostic.excerptContext) }
        let padding = Diagnostic.padding(under: bytes.prefix(position))
        let shown = Diagnostic.printable(String(decoding: bytes, as: UTF8.self))
        return "  \(shift)\(shown)\(isCut ? "..." : "")\n  \(shift.isEmpty ? "" : "   ")\(padding)^\n"
    }

    /// How many bytes of a long line are shown on each side of the caret.
    private static let excerptContext = 100

    /// As many columns of blanks as `bytes` takes on a terminal; tabs stay tabs.
    private static func padding(under bytes: ArraySlice<UInt8>) -> String {
        var padding = ""
        for byte in bytes where byte & 0xC0 != 0x80 { padding += byte == UInt8(ascii: "\t") ? "\t" : " " }
        return padding
    }

    /// `text` without control characters that could confuse a terminal; line feeds and tabs are kept.
    private static func printable(_ text: String) -> String {
        let isClean = text.utf8.allSatisfy { ($0 >= 0x20 && $0 != 0x7F) || $0 == 0x0A || $0 == 0x09 }
        if isClean { return text }
        var bytes: [UInt8] = []
        for byte in text.utf8 {
            let isControl = (byte < 0x20 && byte != 0x0A && byte != 0x09) || byte == 0x7F
            bytes.append(isControl ? UInt8(ascii: "?") : byte)
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
