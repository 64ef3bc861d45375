import Glibc

extension ByteView {
    /// The whole text as an IPv4 address of four decimal numbers, in host order.
    public var ipv4: UInt32? {
        var value: UInt32 = 0
        var part: UInt32 = 0
        var digits = 0
        var points = 0
        for position in 0..<count {
            guard let byte = byte(at: position) else { return nil }
            if byte == 46 {
                guard digits > 0, points < 3 else { return nil }
                value = value << 8 | part
                (part, digits, points) = (0, 0, points + 1)
            } else {
                guard byte &- 48 < 10, digits < 3 else { return nil }
                part = part * 10 + UInt32(byte &- 48)
                digits += 1
                if part > 255 { return nil }
            }
        }
        return points == 3 && digits > 0 ? value << 8 | part : nil
    }

    /// The whole text as an IPv6 address, most significant half first.
    public var ipv6: (high: UInt64, low: UInt64)? {
        guard count >= 2, count < Int(INET6_ADDRSTRLEN), firstIndex(of: 58) != nil, firstIndex(of: 0) == nil, let base
        else { return nil }
        return withUnsafeTemporaryAllocation(of: CChar.self, capacity: count + 1) { text in
            for position in 0..<count { text[position] = CChar(bitPattern: base[position]) }
            text[count] = 0
            var address = in6_addr()
            guard inet_pton(AF_INET6, text.baseAddress, &address) == 1 else { return nil }
            return withUnsafeBytes(of: address) { raw in
                (
                    UInt64(bigEndian: raw.loadUnaligned(fromByteOffset: 0, as: UInt64.self)),
                    UInt64(bigEndian: raw.loadUnaligned(fromByteOffset: 8, as: UInt64.self))
                )
            }
        }
    }
}

extension Buffer {
    /// Appends an IPv4 address in host order as text.
    public func append(ipv4 address: UInt32) -> Bool {
        append(decimal: UInt64(address >> 24)) && append(46) && append(decimal: UInt64(address >> 16 & 255))
            && append(46) && append(decimal: UInt64(address >> 8 & 255)) && append(46)
            && append(decimal: UInt64(address & 255))
    }

    /// Appends an IPv6 address as text, most significant half first.
    public func append(ipv6 high: UInt64, _ low: UInt64) -> Bool {
        var address = in6_addr()
        withUnsafeMutableBytes(of: &address) { raw in
            raw.storeBytes(of: high.bigEndian, as: UInt64.self)
            raw.storeBytes(of: low.bigEndian, toByteOffset: 8, as: UInt64.self)
        }
        let capacity = Int(INET6_ADDRSTRLEN)
        return withUnsafeTemporaryAllocation(of: CChar.self, capacity: capacity) { text in
            guard inet_ntop(AF_INET6, &address, text.baseAddress, socklen_t(capacity)) != nil else { return false }
            var position = 0
            while position < capacity, text[position] != 0 {
                guard append(UInt8(bitPattern: text[position])) else { return false }
                position += 1
            }
            return true
        }
    }
}
