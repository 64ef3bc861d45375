import Memory

/// The line of version 1: `PROXY TCP4 192.0.2.1 192.0.2.2 56324 443`.
extension ProxyHeader {
    /// With its CR and LF.
    private static let maximumLine = 107

    static func parseVersion1(_ bytes: Span<UInt8>) -> Reading {
        let signature = min(bytes.count, 6)
        guard bytes.startsLike("PROXY ", count: signature) else { return .malformed(.missing) }
        var end = 0
        while end < maximumLine {
            guard let byte = bytes.byte(at: end) else { return .incomplete }
            if byte == 0x0a { return .malformed(.badLine) }
            if byte == 0x0d { break }
            end += 1
        }
        if end + 1 >= maximumLine { return .malformed(.tooLong) }
        guard let last = bytes.byte(at: end + 1) else { return .incomplete }
        if last != 0x0a { return .malformed(.badLine) }
        return parseLine(bytes, end: end)
    }

    /// The words between the signature and the end of the line.
    private static func parseLine(_ bytes: Span<UInt8>, end: Int) -> Reading {
        var position = 6
        let family = word(bytes, &position, end: end)
        if bytes.isExactly("UNKNOWN", in: family) { return .header(ProxyHeader(length: end + 2, value: .unknown)) }
        let isIPv6 = bytes.isExactly("TCP6", in: family)
        if !isIPv6 && !bytes.isExactly("TCP4", in: family) { return .malformed(.badProtocol) }
        let source = word(bytes, &position, end: end)
        let destination = word(bytes, &position, end: end)
        guard let sourcePort = ProxyAddress.port(bytes, in: word(bytes, &position, end: end)),
            let destinationPort = ProxyAddress.port(bytes, in: word(bytes, &position, end: end))
        else { return .malformed(.badPort) }
        // Behind the last word there is the end of the line and no space.
        if position != end + 1 { return .malformed(.badLine) }
        guard let source = address(bytes, source, isIPv6, sourcePort),
            let destination = address(bytes, destination, isIPv6, destinationPort)
        else { return .malformed(.badAddress) }
        return .header(ProxyHeader(length: end + 2, value: .proxied(source: source, destination: destination)))
    }

    /// Up to a space, which is passed over, or the end; empty behind the end.
    private static func word(_ bytes: Span<UInt8>, _ position: inout Int, end: Int) -> Range<Int> {
        let start = min(position, end)
        let stop = bytes.end(of: start..<end, before: 0x20)
        position = stop + 1
        return start..<stop
    }

    private static func address(
        _ bytes: Span<UInt8>, _ range: Range<Int>, _ isIPv6: Bool, _ port: UInt16
    ) -> ProxyAddress? {
        if isIPv6 {
            guard let (high, low) = ProxyAddress.ipv6(bytes, in: range) else { return nil }
            return .ipv6(high: high, low: low, port: port)
        }
        guard let address = ProxyAddress.ipv4(bytes, in: range) else { return nil }
        return .ipv4(address, port: port)
    }
}

extension Span<UInt8> {
    /// The first position of `byte` in `range`, or the end of the range.
    func end(of range: Range<Int>, before byte: UInt8) -> Int {
        var position = range.lowerBound
        while position < range.upperBound, self.byte(at: position) != byte { position += 1 }
        return position
    }

    /// Whether the first `count` bytes are those of a literal.
    func startsLike(_ literal: StaticString, count: Int) -> Bool {
        // bounded: by the literal's own length
        for position in 0..<Swift.min(count, literal.utf8CodeUnitCount)
        where byte(at: position) != literal.utf8Start[position] { return false }
        return true
    }
}
