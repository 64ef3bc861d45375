import Memory

/// An end of a connection as the PROXY protocol names it.
public enum ProxyAddress: Sendable, Hashable {
    /// The address as a number, most significant byte first on the wire.
    case ipv4(UInt32, port: UInt16)

    case ipv6(high: UInt64, low: UInt64, port: UInt16)

    /// The path up to its first NUL; an abstract name keeps its leading NUL.
    case unix([UInt8])

    /// An IPv4 address in its IPv6 form; others as they are.
    var mapped: ProxyAddress {
        guard case .ipv4(let address, let port) = self else { return self }
        return .ipv6(high: 0, low: 0xffff_0000_0000 | UInt64(address), port: port)
    }
}

// MARK: Text

extension ProxyAddress {
    /// Four numbers without leading zeroes.
    static func ipv4(_ bytes: Span<UInt8>, in range: Range<Int>) -> UInt32? {
        var address: UInt32 = 0
        var position = range.lowerBound
        for part in 0..<4 {
            if part > 0 {
                guard position < range.upperBound, bytes.byte(at: position) == 0x2e else { return nil }
                position &+= 1
            }
            guard let (value, end) = decimal(bytes, from: position, to: range.upperBound), value < 256 else {
                return nil
            }
            address = address << 8 | value
            position = end
        }
        return position == range.upperBound ? address : nil
    }

    static func port(_ bytes: Span<UInt8>, in range: Range<Int>) -> UInt16? {
        guard let (value, end) = decimal(bytes, from: range.lowerBound, to: range.upperBound), end == range.upperBound
        else { return nil }
        return UInt16(exactly: value)
    }

    /// One to five digits, the first of several not a zero, and where they end.
    private static func decimal(_ bytes: Span<UInt8>, from start: Int, to limit: Int) -> (UInt32, Int)? {
        var value: UInt32 = 0
        var position = start
        while position < limit, position - start < 5, let byte = bytes.byte(at: position), byte >= 0x30, byte <= 0x39 {
            if value == 0 && position > start { return nil }
            value = value * 10 + UInt32(byte - 0x30)
            position += 1
        }
        return position == start ? nil : (value, position)
    }

    /// Eight groups of up to four digits, one run of them left out, the last two possibly written as IPv4.
    static func ipv6(_ bytes: Span<UInt8>, in range: Range<Int>) -> (high: UInt64, low: UInt64)? {
        var groups = IPv6Groups()
        var position = range.lowerBound
        if bytes.byte(at: position) == 0x3a {
            guard position + 1 < range.upperBound, bytes.byte(at: position + 1) == 0x3a else { return nil }
            groups.gap = 0
            position += 2
        }
        while position < range.upperBound {
            let end = bytes.end(of: position..<range.upperBound, before: 0x3a)
            if end == range.upperBound, let tail = ipv4(bytes, in: position..<end) {
                guard groups.append(UInt16(tail >> 16)), groups.append(UInt16(tail & 0xffff)) else { return nil }
                break
            }
            guard let group = hexadecimal(bytes, in: position..<end), groups.append(group) else { return nil }
            position = end
            if position == range.upperBound { break }
            position += 1
            if position == range.upperBound { return nil }
            if bytes.byte(at: position) == 0x3a {
                if groups.gap != nil { return nil }
                groups.gap = groups.count
                position += 1
            }
        }
        return groups.value
    }

    private static func hexadecimal(_ bytes: Span<UInt8>, in range: Range<Int>) -> UInt16? {
        if range.isEmpty || range.count > 4 { return nil }
        var value: UInt16 = 0
        for position in range {
            guard let byte = bytes.byte(at: position) else { return nil }
            switch byte {
            case 0x30...0x39: value = value << 4 | UInt16(byte - 0x30)
            case 0x41...0x46: value = value << 4 | UInt16(byte - 0x37)
            case 0x61...0x66: value = value << 4 | UInt16(byte - 0x57)
            default: return nil
            }
        }
        return value
    }
}

/// The groups of an IPv6 address before and after the run of zeroes that was left out.
private struct IPv6Groups {
    private var before: (high: UInt64, low: UInt64) = (0, 0)
    private(set) var count = 0

    /// How many groups stand before the gap.
    var gap: Int?

    mutating func append(_ group: UInt16) -> Bool {
        if count == 8 { return false }
        before = (before.high << 16 | before.low >> 48, before.low << 16 | UInt64(group))
        count += 1
        return true
    }

    /// Nil when the groups are not 128 bits.
    var value: (high: UInt64, low: UInt64)? {
        guard let gap else { return count == 8 ? before : nil }
        if count == 8 { return nil }
        // The groups behind the gap stay where they are, those before it move to the top.
        let behind = count - gap
        let tail = Self.lowest(before, groups: behind)
        let head = Self.shifted(Self.shifted(before, left: -behind), left: 8 - gap)
        return (head.high | tail.high, head.low | tail.low)
    }

    private static func lowest(_ value: (high: UInt64, low: UInt64), groups: Int) -> (high: UInt64, low: UInt64) {
        let bits = UInt64(groups * 16)
        if groups >= 8 { return value }
        if groups >= 4 { return (value.high & ((1 << (bits - 64)) - 1), value.low) }
        return (0, value.low & ((1 << bits) - 1))
    }

    private static func shifted(
        _ value: (high: UInt64, low: UInt64), left groups: Int
    ) -> (high: UInt64, low: UInt64) {
        var (high, low) = value
        for _ in 0..<abs(groups) {
            if groups > 0 {
                (high, low) = (high << 16 | low >> 48, low << 16)
            } else {
                (high, low) = (high >> 16, low >> 16 | high << 48)
            }
        }
        return (high, low)
    }
}
