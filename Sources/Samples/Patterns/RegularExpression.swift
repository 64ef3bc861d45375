import CPCRE2
import Memory

/// A regular expression of PCRE2, compiled to machine code where the system allows it and interpreted elsewhere.
///
/// Loops share it: nothing in it changes after `init`, which is why it is Sendable; what a match writes is in the loop's own
/// `RegularExpressionScratch`.
public final class RegularExpression: @unchecked Sendable {
    /// The expression as it was written.
    public let text: String
    public let ignoresCase: Bool
    /// How many captures it has.
    public let captureCount: Int
    let code: OpaquePointer

    /// The error is in HAProxy's words: `regex '(' is invalid (error=missing closing parenthesis, erroffset=1)`.
    public convenience init(_ text: String, ignoresCase: Bool = false) throws(PatternFailure) {
        try self.init(bytes: Array(text.utf8), ignoresCase: ignoresCase)
    }

    /// The same for bytes, which need not be valid UTF-8.
    public init(bytes: [UInt8], ignoresCase: Bool = false) throws(PatternFailure) {
        var error: Int32 = 0
        var offset = 0
        let text = String(decoding: bytes, as: UTF8.self)
        var pattern = bytes
        // An empty array may have no address, and PCRE2 wants one.
        let length = pattern.count
        pattern.append(0)
        let options: UInt32 = ignoresCase ? PCRE2_CASELESS : 0
        guard let code = pcre2_compile_8(pattern, length, options, &error, &offset, nil) else {
            throw PatternFailure(
                "regex '\(text)' is invalid (error=\(Self.message(error)), erroffset=\(offset))")
        }
        // Without machine code, matching goes on interpreted; the size of the answer is the only thing to see.
        _ = pcre2_jit_compile_8(code, PCRE2_JIT_COMPLETE)
        var count: UInt32 = 0
        pcre2_pattern_info_8(code, UInt32(PCRE2_INFO_CAPTURECOUNT), &count)
        self.text = text
        self.ignoresCase = ignoresCase
        captureCount = Int(count)
        self.code = code
    }

    deinit { pcre2_code_free_8(code) }

    /// Whether the bytes match. With a limit exceeded they do not.
    public func matches(_ subject: ByteView, _ scratch: RegularExpressionScratch) -> Bool {
        scratch.run(code, subject, from: 0)
    }

    /// Like `matches`, from a position on; the captures are in `scratch` until its next use. What is in front of the position
    /// still counts as text before it: `^` does not match there.
    public func captures(
        _ subject: ByteView, from start: Int = 0, _ scratch: RegularExpressionScratch
    ) -> Bool {
        scratch.run(code, subject, from: start)
    }

    private static func message(_ error: Int32) -> String {
        var buffer = [UInt8](repeating: 0, count: 256)
        guard pcre2_get_error_message_8(error, &buffer, buffer.count) > 0 else { return "error \(error)" }
        return String(decoding: buffer.prefix { $0 != 0 }, as: UTF8.self)
    }
}
