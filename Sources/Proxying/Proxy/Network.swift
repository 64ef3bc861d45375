import Transport

/// An address with a prefix length: `10.0.0.0/8`.
public struct Network: Sendable, Hashable {
    public var family: SocketAddress.Family
    public var high: UInt64
    public var low: UInt64
    /// Leading bits that count, of 32 or 128.
    public var prefix: Int

    public init(family: SocketAddress.Family, high: UInt64, low: UInt64, prefix: Int) {
        self.family = family
        self.high = high
        self.low = low
        self.prefix = prefix
    }

    public func contains(_ address: SocketAddress) -> Bool {
        guard address.family == family else { return false }
        if family == .ipv4 { return Network.matches(address.low << 32, low << 32, prefix) }
        return Network.matches(address.high, high, min(prefix, 64)) && Network.matches(address.low, low, prefix - 64)
    }

    private static func matches(_ left: UInt64, _ right: UInt64, _ bits: Int) -> Bool {
        bits <= 0 || (left ^ right) >> UInt64(64 - min(bits, 64)) == 0
    }
}
