import Memory

/// The header that a NetScaler inserts with its client address option (`accept-netscaler-cip`): a magic number that both
/// sides agree on, lengths, and the IP and TCP headers of the client's last packet of the handshake.
extension ProxyHeader {
    private static let tcp: UInt8 = 6
    private static let shortestTCP = 20

    /// - Parameter limit: how many bytes of a header the receiver can hold.
    public static func parseNetScaler(_ bytes: Span<UInt8>, magic: UInt32, limit: Int = 16_384) -> Reading {
        for position in 0..<4 {
            guard let byte = bytes.byte(at: position) else { return .incomplete }
            if byte != UInt8(truncatingIfNeeded: magic >> UInt32(24 - 8 * position)) { return .malformed(.missing) }
        }
        guard let outerLength = bytes.number(at: 4, bytes: 4), let mark = bytes.byte(at: 8) else { return .incomplete }
        // Before version 10.5 the IP header follows at once; since then a type, which is 1, and its length do.
        var start = 8
        var inner = outerLength
        if mark >> 4 == 0 {
            guard let type = bytes.number(at: 8, bytes: 2), let length = bytes.number(at: 10, bytes: 2) else {
                return mark == 0 ? .incomplete : .malformed(.badVersion)
            }
            if type != 1 { return .malformed(.badVersion) }
            start = 12
            inner = length
        }
        if inner > UInt64(max(0, limit - start)) { return .malformed(.tooLong) }
        let length = start + Int(inner)
        if bytes.count < length { return .incomplete }
        return parsePacket(bytes, in: start..<length)
    }

    private static func parsePacket(_ bytes: Span<UInt8>, in range: Range<Int>) -> Reading {
        let start = range.lowerBound
        switch (bytes.byte(at: start) ?? 0) >> 4 {
        case 4:
            let header = Int((bytes.byte(at: start) ?? 0) & 15) * 4
            if header < 20 || range.count < header + shortestTCP { return .malformed(.badLength) }
            if bytes.byte(at: start + 9) != tcp { return .malformed(.badProtocol) }
            guard let source = bytes.number(at: start + 12, bytes: 4),
                let destination = bytes.number(at: start + 16, bytes: 4),
                let ports = bytes.number(at: start + header, bytes: 4)
            else { return .malformed(.badLength) }
            return proxied(
                range.upperBound,
                .ipv4(UInt32(truncatingIfNeeded: source), port: UInt16(truncatingIfNeeded: ports >> 16)),
                .ipv4(UInt32(truncatingIfNeeded: destination), port: UInt16(truncatingIfNeeded: ports)))
        case 6:
            if range.count < 40 + shortestTCP { return .malformed(.badLength) }
            if bytes.byte(at: start + 6) != tcp { return .malformed(.badProtocol) }
            guard let high = bytes.number(at: start + 8, bytes: 8), let low = bytes.number(at: start + 16, bytes: 8),
                let otherHigh = bytes.number(at: start + 24, bytes: 8),
                let otherLow = bytes.number(at: start + 32, bytes: 8),
                let ports = bytes.number(at: start + 40, bytes: 4)
            else { return .malformed(.badLength) }
            return proxied(
                range.upperBound, .ipv6(high: high, low: low, port: UInt16(truncatingIfNeeded: ports >> 16)),
                .ipv6(high: otherHigh, low: otherLow, port: UInt16(truncatingIfNeeded: ports)))
        default: return .malformed(.badFamily)
        }
    }

    private static func proxied(_ length: Int, _ source: ProxyAddress, _ destination: ProxyAddress) -> Reading {
        .header(ProxyHeader(length: length, value: .proxied(source: source, destination: destination)))
    }
}
