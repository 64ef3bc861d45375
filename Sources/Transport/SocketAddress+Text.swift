import Memory

extension Buffer {
    /// Appends an address without its port, as `X-Forwarded-For` wants it; false when there is no room.
    @discardableResult
    public func append(host address: SocketAddress) -> Bool {
        guard address.family == .ipv4 else { return append(text: address.host) }
        let value = UInt32(truncatingIfNeeded: address.low)
        return append(decimal: UInt64(value >> 24)) && append(46) && append(decimal: UInt64(value >> 16 & 255))
            && append(46)
            && append(decimal: UInt64(value >> 8 & 255)) && append(46) && append(decimal: UInt64(value & 255))
    }
}
