import Memory

/// IP addresses as text, read without allocating.
enum AddressText {
    /// Either kind of address; nil for anything else.
    static func sample(_ text: ByteView) -> Sample? {
        if let address = ipv4(text, isShortAllowed: false) { return .ipv4(address) }
        guard let address = ipv6(text) else { return nil }
        return .ipv6(high: UInt64(truncatingIfNeeded: address >> 64), low: UInt64(truncatingIfNeeded: address))
    }

    /// In host order. A short form stands for an address whose missing numbers are part of the last one: `127.1`. A number
    /// that begins with a zero is octal, as the system's own functions read it.
    static func ipv4(_ text: ByteView, isShortAllowed: Bool) -> UInt32? {
        var address: UInt64 = 0
        var dots = 0
        var start = 0
        while let dot = text.firstIndex(of: UInt8(ascii: "."), from: start) {
            guard dots < 3, let value = number(text.slice(start, dot)), value <= 255 else { return nil }
            address |= value << UInt64(24 - 8 * dots)
            dots += 1
            start = dot + 1
        }
        guard isShortAllowed || dots == 3, let last = number(text.slice(start)), last >> UInt64(32 - 8 * dots) == 0
        else {
            return nil
        }
        return UInt32(truncatingIfNeeded: address | last)
    }

    private static func number(_ text: ByteView) -> UInt64? {
        guard !text.isEmpty, text.count <= 12 else { return nil }
        let base: UInt64 = text.count > 1 && text.byte(at: 0) == UInt8(ascii: "0") ? 8 : 10
        var value: UInt64 = 0
        for position in 0..<text.count {
            guard let byte = text.byte(at: position), UInt64(byte &- 48) < base else { return nil }
            value = value * base + UInt64(byte &- 48)
        }
        return value
    }

    /// RFC 4291, 2.2.
    static func ipv6(_ text: ByteView) -> UInt128? {
        var parser = InternetProtocol6(text: text)
        return parser.parse()
    }
}

/// The groups of an IPv6 address, read from the front.
private struct InternetProtocol6 {
    let text: ByteView
    var position = 0
    var address: UInt128 = 0
    var groups = 0
    /// How many groups are in front of `::`.
    var gap: Int?

    init(text: ByteView) { self.text = text }

    mutating func parse() -> UInt128? {
        if text.byte(at: 0) == UInt8(ascii: ":") {
            guard text.byte(at: 1) == UInt8(ascii: ":") else { return nil }
            gap = 0
            position = 2
        }
        while position < text.count {
            guard takeGroup() else { return nil }
        }
        guard let gap else { return groups == 8 ? address : nil }
        guard groups < 8 else { return nil }
        let behind = UInt128(groups - gap) * 16
        let low = address & ((1 << behind) - 1)
        return (behind == 128 ? 0 : address >> behind) << UInt128(16 * (8 - gap)) | low
    }

    private mutating func takeGroup() -> Bool {
        let colon = text.firstIndex(of: UInt8(ascii: ":"), from: position)
        let group = text.slice(position, colon ?? text.count)
        if colon == nil, group.firstIndex(of: UInt8(ascii: ".")) != nil {
            guard groups <= 6, let tail = AddressText.ipv4(group, isShortAllowed: false) else { return false }
            address = address << 32 | UInt128(tail)
            groups += 2
            position = text.count
            return true
        }
        guard groups < 8, let value = hexadecimal(group) else { return false }
        address = address << 16 | UInt128(value)
        groups += 1
        guard let colon else {
            position = text.count
            return true
        }
        position = colon + 1
        if text.byte(at: position) == UInt8(ascii: ":") {
            guard gap == nil else { return false }
            gap = groups
            position += 1
        } else if position == text.count {
            return false
        }
        return true
    }

    private func hexadecimal(_ group: ByteView) -> UInt16? {
        guard !group.isEmpty, group.count <= 4 else { return nil }
        var value: UInt16 = 0
        for index in 0..<group.count {
            guard let digit = group.byte(at: index).flatMap(HexadecimalText.digit) else { return nil }
            value = value << 4 | UInt16(digit)
        }
        return value
    }
}
