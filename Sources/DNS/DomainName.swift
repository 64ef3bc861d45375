import Memory

/// A name as messages have it: labels, each behind its length, and the empty label of the root at the end. Letters are
/// small, so that equal names are equal values (RFC 1035, 2.3.3 and 3.1).
public struct DomainName: Sendable, Hashable {
    /// RFC 1035, 2.3.4: so many bytes on the wire, lengths and root included.
    static let longest = 255
    static let longestLabel = 63

    /// On the wire, without compression.
    public let bytes: [UInt8]

    public static let root = DomainName(bytes: [0])

    private init(bytes: [UInt8]) { self.bytes = bytes }

    /// Puts labels together; nil when they are too long.
    init?(labels: [UInt8]) {
        guard labels.count < DomainName.longest else { return nil }
        bytes = labels + [0]
    }

    /// Reads `www.example.com`, with or without a last dot. Nil for a name that no message can hold: an empty label, one of
    /// more than 63 bytes, more than 255 in all.
    public init?(_ text: String) {
        var labels: [UInt8] = []
        var name = Substring(text)
        if name.hasSuffix(".") { name = name.dropLast() }
        for label in name.split(separator: ".", omittingEmptySubsequences: false) {
            let count = label.utf8.count
            guard count > 0, count <= DomainName.longestLabel else { return nil }
            labels.append(UInt8(truncatingIfNeeded: count))
            labels += label.utf8.map(DomainName.lowered)
        }
        self.init(labels: labels)
    }

    static func lowered(_ byte: UInt8) -> UInt8 { byte &- 65 < 26 ? byte | 0x20 : byte }

    /// The usual text, without the last dot. What is no plain character of a name is written as `\DDD` (RFC 1035, 5.1), so
    /// that it cannot forge a line of a log or of an answer.
    public var text: String {
        var text = ""
        var rest = bytes[...]  // bounded: the whole array
        while let length = rest.popFirst(), length > 0 {
            if !text.isEmpty { text += "." }
            for byte in rest.prefix(Int(length)) { text += DomainName.text(of: byte) }
            rest = rest.dropFirst(Int(length))
        }
        return text
    }

    private static func text(of byte: UInt8) -> String {
        let isPlain = byte &- 97 < 26 || byte &- 48 < 10 || byte == 45 || byte == 95
        if isPlain { return String(UnicodeScalar(byte)) }
        let digits = String(byte)
        return "\\" + String(repeating: "0", count: 3 - digits.utf8.count) + digits
    }
}
