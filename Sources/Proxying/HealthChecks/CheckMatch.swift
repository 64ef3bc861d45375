import HTTP
import Memory
import Samples

/// How an answer is compared.
enum CheckMatch: Sendable {
    case text(ConstantBytes)
    case binary(ConstantBytes)
    case expression(RegularExpression)
    /// On the hexadecimal digits of the answer.
    case binaryExpression(RegularExpression)
    case format(LogFormat)
    case binaryFormat(LogFormat)
    /// HTTP statuses.
    case statuses([ClosedRange<Int>])
    case statusExpression(RegularExpression)
    case header(CheckHeaderMatch)
    /// Of one protocol; it decides everything.
    case reply(CheckReply)

    /// Whether `content` matches; nil, with a reason, when that cannot be said.
    func matches(_ content: ByteView, _ evaluation: Evaluation) throws(CheckMatchFailure) -> Bool {
        switch self {
        case .text(let bytes), .binary(let bytes): content.contains(bytes.view)
        case .expression(let expression): evaluation.matches(expression, content)
        case .binaryExpression(let expression):
            content.digitsOfBytes(evaluation).map { evaluation.matches(expression, $0) } ?? false
        case .format(let format): content.contains(try Self.text(of: format, evaluation))
        case .binaryFormat(let format): content.contains(try Self.bytes(of: format, evaluation))
        case .statuses, .statusExpression, .header, .reply: false
        }
    }

    private static func text(of format: LogFormat, _ evaluation: Evaluation) throws(CheckMatchFailure) -> ByteView {
        guard let text = format.evaluate(evaluation), !text.isEmpty else {
            throw CheckMatchFailure(text: "log-format string evaluated to an empty string")
        }
        return text
    }

    private static func bytes(of format: LogFormat, _ evaluation: Evaluation) throws(CheckMatchFailure) -> ByteView {
        guard let bytes = try text(of: format, evaluation).bytesOfDigits(evaluation) else {
            throw CheckMatchFailure(text: "Failed to parse hexastring resulting of eval of a log-format string")
        }
        return bytes
    }

    /// Less than this cannot match.
    var leastBytes: Int {
        switch self {
        case .text(let bytes), .binary(let bytes): bytes.count
        default: 0
        }
    }

    /// The content, as a failure names it.
    var name: String {
        switch self {
        case .text(let bytes): "'\(String(decoding: bytes.view.bytes, as: UTF8.self))'"
        case .binary: "(binary)"
        case .expression: "(regex)"
        case .binaryExpression: "(binary regex)"
        case .format: "(log-format string)"
        case .binaryFormat: "(log-format binary)"
        case .statuses, .statusExpression, .header, .reply: ""
        }
    }

    /// The same where a time-out names the step.
    var summary: String {
        switch self {
        case .text: "string \(name)"
        case .binary(let bytes): "binary '\(Self.digits(bytes.view.bytes))'"
        case .expression: "regex"
        case .binaryExpression: "binary regex"
        case .format: "log-format string"
        case .binaryFormat: "log-format binary"
        case .statuses, .statusExpression: "HTTP status"
        case .header: "HTTP header"
        case .reply: ""
        }
    }

    private static func digits(_ bytes: [UInt8]) -> String {
        bytes.map { byte in
            let text = String(byte, radix: 16, uppercase: true)
            return text.count < 2 ? "0" + text : text
        }.joined()
    }
}

/// Why an answer could not be compared.
struct CheckMatchFailure: Error {
    let text: String
}

/// Reads the answer of one protocol: what is here, and whether that is all.
struct CheckReply: Sendable {
    let read: @Sendable (ByteView, _ isComplete: Bool) -> CheckVerdict
}

extension ByteView {
    /// Whether the bytes of `other` are among these.
    func contains(_ other: ByteView) -> Bool {
        guard let first = other.byte(at: 0) else { return true }
        var position = 0
        while let start = firstIndex(of: first, from: position), start &+ other.count <= count {
            if slice(start, start &+ other.count).equals(other) { return true }
            position = start &+ 1
        }
        return false
    }
}

extension Evaluation {
    /// Whether bytes match a regular expression.
    func matches(_ expression: RegularExpression, _ content: ByteView) -> Bool {
        patterns.map { expression.matches(content, $0.scratch) } ?? false
    }
}
