import Memory

/// An entry as the runtime API shows it.
public struct PatternListing: Sendable, Hashable {
    public let identifier: UInt64
    public let key: [UInt8]
    public let value: [UInt8]
}

/// Which entries a command means.
public enum PatternSelection: Sendable {
    /// All with exactly this text.
    case key(ConstantBytes)
    /// The one that `show` names so.
    case identifier(UInt64)

    /// `#<identifier>`, in hexadecimal with `0x` or in decimal; anything else is a key.
    public init(_ text: String) {
        guard let identifier = Self.identifier(text) else {
            self = .key(ConstantBytes(Array(text.utf8)))
            return
        }
        self = .identifier(identifier)
    }

    private static func identifier(_ text: String) -> UInt64? {
        guard text.hasPrefix("#") else { return nil }
        let number = text.dropFirst()
        return number.hasPrefix("0x") ? UInt64(number.dropFirst(2), radix: 16) : UInt64(number)
    }
}
