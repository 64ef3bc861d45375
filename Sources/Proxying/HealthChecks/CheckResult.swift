import Memory

/// What one health check of one server found out.
public struct CheckResult: Sendable {
    public enum Outcome: Sendable {
        case passed
        /// The server works, but wants no new clients (`http-check disable-on-404`).
        case passedConditionally
        case failed
    }

    public var outcome: Outcome
    public var status: CheckStatus
    /// The HTTP status, the exit code, or what else the protocol answers with; 0 for none.
    public var code: Int
    /// From the beginning of the check to its end.
    public var duration: Milliseconds
    /// What the check itself says, for logs and `last_chk`; empty for none.
    public let text: String

    public init(
        _ outcome: Outcome, _ status: CheckStatus, code: Int = 0, duration: Milliseconds = .zero, text: String = ""
    ) {
        self.outcome = outcome
        self.status = status
        self.code = code
        self.duration = duration
        self.text = CheckResult.kept(of: text)
    }

    /// What servers say is kept for as long as they are, and servers are not to be trusted with that much memory.
    private static let mostText = 127

    private static func kept(of text: String) -> String {
        let bytes = text.utf8.prefix { $0 != 0 }.prefix(mostText)
        return bytes.endIndex == text.utf8.endIndex ? text : String(decoding: bytes, as: UTF8.self)
    }

    /// The text as log lines have it: of what a server says, only what can be printed stands there as it is.
    var printableText: String {
        var result = ""
        for byte in text.utf8 {
            if byte >= 0x20, byte < 0x7f, byte != UInt8(ascii: "\"") {
                result.unicodeScalars.append(Unicode.Scalar(byte))
            } else {
                let digits = String(byte, radix: 16, uppercase: true)
                result += "<" + (digits.utf8.count < 2 ? "0" : "") + digits + ">"
            }
        }
        return result
    }
}
