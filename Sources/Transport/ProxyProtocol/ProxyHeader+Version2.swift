import Memory

/// The binary header of version 2.
extension ProxyHeader {
    static let signature: [UInt8] = [0x0d, 0x0a, 0x0d, 0x0a, 0, 0x0d, 0x0a, 0x51, 0x55, 0x49, 0x54, 0x0a]

    /// The signature, version and command, family, length.
    static let fixedLength = 16

    static func parseVersion2(_ bytes: Span<UInt8>, limit: Int) -> Reading {
        for (position, expected) in signature.enumerated() {
            guard let byte = bytes.byte(at: position) else { return .incomplete }
            if byte != expected { return .malformed(.missing) }
        }
        guard let command = bytes.byte(at: 12) else { return .incomplete }
        if command >> 4 != 2 { return .malformed(.badVersion) }
        if command & 15 > 1 { return .malformed(.badCommand) }
        guard let family = bytes.byte(at: 13), let count = bytes.number(at: 14, bytes: 2) else { return .incomplete }
        let length = fixedLength + Int(count)
        if length > limit { return .malformed(.tooLong) }
        let isLocal = command & 15 == 0
        if !isLocal && (family >> 4 > 3 || family & 15 > 2) { return .malformed(.badFamily) }
        if bytes.count < length { return .incomplete }
        if isLocal { return .header(ProxyHeader(length: length, value: .local)) }
        return parseBlock(bytes, family: family, length: length)
    }

    private static func parseBlock(_ bytes: Span<UInt8>, family: UInt8, length: Int) -> Reading {
        var header = ProxyHeader(length: length, value: .unknown, isDatagram: family & 15 == 2)
        let start = fixedLength + addressLength(family)
        if start > length { return .malformed(.badLength) }
        if family >> 4 != 0, family & 15 != 0, let (source, destination) = addresses(bytes, family) {
            header.value = .proxied(source: source, destination: destination)
        }
        guard let records = ProxyRecord.list(bytes, in: start..<length) else { return .malformed(.badRecord) }
        for record in records {
            if record.kind == .uniqueIdentifier && record.value.count > 128 { return .malformed(.badRecord) }
            if record.value.count > ProxyRecord.longestValue && !record.mayBeLong { return .malformed(.badRecord) }
            if record.kind != .checksum { continue }
            if record.value.count != 4 { return .malformed(.badRecord) }
            let expected = bytes.number(at: record.value.lowerBound, bytes: 4)
            if expected != UInt64(checksum(bytes, length: length, field: record.value)) {
                return .malformed(.badChecksum)
            }
        }
        header.records = records
        return .header(header)
    }

    /// Of an unspecified family there are no addresses.
    private static func addressLength(_ family: UInt8) -> Int {
        switch family >> 4 {
        case 1: 12
        case 2: 36
        case 3: 216
        default: 0
        }
    }

    private static func addresses(_ bytes: Span<UInt8>, _ family: UInt8) -> (ProxyAddress, ProxyAddress)? {
        switch family >> 4 {
        case 1:
            guard let source = bytes.number(at: 16, bytes: 4), let destination = bytes.number(at: 20, bytes: 4),
                let ports = bytes.number(at: 24, bytes: 4)
            else { return nil }
            return (
                .ipv4(UInt32(truncatingIfNeeded: source), port: UInt16(truncatingIfNeeded: ports >> 16)),
                .ipv4(UInt32(truncatingIfNeeded: destination), port: UInt16(truncatingIfNeeded: ports))
            )
        case 2:
            guard let high = bytes.number(at: 16, bytes: 8), let low = bytes.number(at: 24, bytes: 8),
                let otherHigh = bytes.number(at: 32, bytes: 8), let otherLow = bytes.number(at: 40, bytes: 8),
                let ports = bytes.number(at: 48, bytes: 4)
            else { return nil }
            return (
                .ipv6(high: high, low: low, port: UInt16(truncatingIfNeeded: ports >> 16)),
                .ipv6(high: otherHigh, low: otherLow, port: UInt16(truncatingIfNeeded: ports))
            )
        default: return (.unix(path(bytes, in: 16..<124)), .unix(path(bytes, in: 124..<232)))
        }
    }

    private static func path(_ bytes: Span<UInt8>, in range: Range<Int>) -> [UInt8] {
        var path: [UInt8] = []
        for position in range {
            guard let byte = bytes.byte(at: position) else { break }
            if byte == 0 && position > range.lowerBound { break }
            path.append(byte)
        }
        return path == [0] ? [] : path
    }

    /// Of the whole header with the field of the checksum as zeroes.
    static func checksum(_ bytes: Span<UInt8>, length: Int, field: Range<Int>) -> UInt32 {
        var checksum = CyclicChecksum.Running(.crc32c)
        for position in 0..<length {
            checksum.update(field.contains(position) ? 0 : bytes.byte(at: position) ?? 0)
        }
        return checksum.value
    }
}

extension Span<UInt8> {
    /// A number of up to eight bytes, most significant first; nil when they are not all there.
    func number(at start: Int, bytes count: Int) -> UInt64? {
        var value: UInt64 = 0
        for position in start..<start + count {
            guard let byte = byte(at: position) else { return nil }
            value = value << 8 | UInt64(byte)
        }
        return value
    }
}
