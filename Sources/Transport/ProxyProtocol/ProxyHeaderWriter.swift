import Memory

/// Builds PROXY protocol headers behind what an array holds already.
///
/// Version 1 is one call. Version 2 is `begin`, the records, and `finish`, which fills in the lengths and the checksum.
public struct ProxyHeaderWriter: ~Copyable {
    /// What was there, and the header.
    public private(set) var bytes: [UInt8]

    private var start = 0
    private var checksumField: Int?

    /// The record that `beginTLS` opened.
    private var openRecord: Int?

    public init(after bytes: consuming [UInt8] = []) { self.bytes = bytes }

    /// The bytes, to be sent; the writer is used up.
    public consuming func finished() -> [UInt8] { bytes }

    // MARK: Version 1

    /// The line for two addresses, `UNKNOWN` when there are none or they are no IP addresses. An IPv4 address beside an
    /// IPv6 one is written in its IPv6 form.
    public mutating func appendVersion1(source: ProxyAddress?, destination: ProxyAddress?) {
        append("PROXY ")
        switch Self.matched(source, destination) {
        case (.ipv4(let from, let fromPort), .ipv4(let to, let toPort)):
            append("TCP4 ")
            appendText(from)
            append(" ")
            appendText(to)
            appendPorts(fromPort, toPort)
        case (.ipv6(let high, let low, let fromPort), .ipv6(let toHigh, let toLow, let toPort)):
            append("TCP6 ")
            appendText(high, low)
            append(" ")
            appendText(toHigh, toLow)
            appendPorts(fromPort, toPort)
        default: append("UNKNOWN\r\n")
        }
    }

    private static func matched(
        _ source: ProxyAddress?, _ destination: ProxyAddress?
    ) -> (ProxyAddress?, ProxyAddress?) {
        switch (source, destination) {
        case (.ipv4, .ipv6), (.ipv6, .ipv4): (source?.mapped, destination?.mapped)
        default: (source, destination)
        }
    }

    private mutating func appendPorts(_ source: UInt16, _ destination: UInt16) {
        append(" ")
        appendDecimal(UInt32(source))
        append(" ")
        appendDecimal(UInt32(destination))
        append("\r\n")
    }

    // MARK: Version 2

    /// Begins a header: `PROXY` for two addresses of one kind, which IPv4 beside IPv6 is made to be, and of an
    /// unspecified kind for other pairs; `LOCAL` without addresses.
    public mutating func beginVersion2(source: ProxyAddress?, destination: ProxyAddress?) {
        start = bytes.count
        bytes.append(contentsOf: ProxyHeader.signature)
        switch Self.matched(source, destination) {
        case (.ipv4(let from, let fromPort), .ipv4(let to, let toPort)):
            bytes.append(contentsOf: [0x21, 0x11, 0, 0])
            append(UInt64(from), bytes: 4)
            append(UInt64(to), bytes: 4)
            append(UInt64(fromPort) << 16 | UInt64(toPort), bytes: 4)
        case (.ipv6(let high, let low, let fromPort), .ipv6(let toHigh, let toLow, let toPort)):
            bytes.append(contentsOf: [0x21, 0x21, 0, 0])
            for word in [high, low, toHigh, toLow] { append(word, bytes: 8) }
            append(UInt64(fromPort) << 16 | UInt64(toPort), bytes: 4)
        case (.unix(let from), .unix(let to)):
            bytes.append(contentsOf: [0x21, 0x31, 0, 0])
            appendPath(from)
            appendPath(to)
        case (nil, nil): bytes.append(contentsOf: [0x20, 0, 0, 0])
        default: bytes.append(contentsOf: [0x21, 0, 0, 0])
        }
    }

    /// False, and nothing is appended, when the header would be longer than its length field can say. The checksum's
    /// room is kept.
    @discardableResult
    public mutating func append(_ kind: ProxyRecord.Kind, _ value: Span<UInt8>) -> Bool {
        if bytes.count - start + 3 + value.count > ProxyHeader.fixedLength + 0xffff - 7 { return false }
        bytes.append(kind.rawValue)
        append(UInt64(value.count), bytes: 2)
        for position in value.indices { bytes.append(value[position]) }  // bounded: the span's own indices
        return true
    }

    /// Opens the record of the client's TLS connection; records until `endTLS` belong to it.
    @discardableResult
    public mutating func beginTLS(_ client: ProxyTLSValue.Client, verification: UInt32) -> Bool {
        let record = bytes.count
        var value: [UInt8] = [client.rawValue]
        for shift in stride(from: UInt32(24), through: 0, by: -8) {
            value.append(UInt8(truncatingIfNeeded: verification >> shift))
        }
        if !append(.tls, value.span) { return false }
        openRecord = record
        return true
    }

    public mutating func endTLS() {
        guard let record = openRecord else { return }
        openRecord = nil
        patch(UInt64(bytes.count - record - 3), at: record + 1, bytes: 2)
    }

    /// - Parameter checksum: `crc32c` of `proxy-v2-options`.
    public mutating func finishVersion2(checksum: Bool = false) {
        endTLS()
        if checksum {
            bytes.append(ProxyRecord.Kind.checksum.rawValue)
            append(4, bytes: 2)
            append(0, bytes: 4)
        }
        patch(UInt64(bytes.count - start - ProxyHeader.fixedLength), at: start + 14, bytes: 2)
        if !checksum { return }
        var sum = CyclicChecksum.Running(.crc32c)
        for byte in bytes.dropFirst(start) { sum.update(byte) }
        patch(UInt64(sum.value), at: bytes.count - 4, bytes: 4)
    }
}

// MARK: Bytes

extension ProxyHeaderWriter {
    private mutating func append(_ text: StaticString) {
        // bounded: by the literal's own length
        for position in 0..<text.utf8CodeUnitCount { bytes.append(text.utf8Start[position]) }
    }

    private mutating func append(_ value: UInt64, bytes count: Int) {
        for position in 0..<count {
            bytes.append(UInt8(truncatingIfNeeded: value >> UInt64(8 * (count - 1 - position))))
        }
    }

    private mutating func patch(_ value: UInt64, at start: Int, bytes count: Int) {
        // bounded: what is patched was appended as a placeholder
        for position in 0..<count {
            bytes[start + position] = UInt8(truncatingIfNeeded: value >> UInt64(8 * (count - 1 - position)))
        }
    }

    private mutating func appendPath(_ path: [UInt8]) {
        let kept = path.prefix(108)
        bytes.append(contentsOf: kept)
        for _ in kept.count..<108 { bytes.append(0) }
    }

    private mutating func appendDecimal(_ value: UInt32) {
        var divisor: UInt32 = 1
        while value / divisor >= 10 { divisor *= 10 }
        while divisor > 0 {
            bytes.append(UInt8(truncatingIfNeeded: 0x30 + value / divisor % 10))
            divisor /= 10
        }
    }

    private mutating func appendText(_ address: UInt32) {
        for shift in stride(from: UInt32(24), through: 0, by: -8) {
            appendDecimal(address >> shift & 0xff)
            if shift > 0 { append(".") }
        }
    }

    /// RFC 5952: lower case, the longest run of two or more zero groups left out, a mapped IPv4 address as such.
    private mutating func appendText(_ high: UInt64, _ low: UInt64) {
        if high == 0 && low >> 32 == 0xffff {
            append("::ffff:")
            appendText(UInt32(truncatingIfNeeded: low))
            return
        }
        let run = Self.longestZeroRun(high, low)
        var position = 0
        while position < 8 {
            if position == run.lowerBound && !run.isEmpty {
                append("::")
                position = run.upperBound
                continue
            }
            if position > 0 && (run.isEmpty || position != run.upperBound) { append(":") }
            appendHexadecimal(Self.group(high, low, position))
            position += 1
        }
    }

    private static func group(_ high: UInt64, _ low: UInt64, _ position: Int) -> UInt16 {
        UInt16(truncatingIfNeeded: (position < 4 ? high : low) >> UInt64(48 - 16 * (position % 4)))
    }

    private static func longestZeroRun(_ high: UInt64, _ low: UInt64) -> Range<Int> {
        var longest = 0..<0
        var start = 0
        for position in 0..<8 {
            if group(high, low, position) != 0 {
                start = position + 1
            } else if position + 1 - start > max(longest.count, 1) {
                longest = start..<position + 1
            }
        }
        return longest
    }

    private mutating func appendHexadecimal(_ group: UInt16) {
        var isStarted = false
        for shift in stride(from: UInt16(12), through: 0, by: -4) {
            let digit = UInt8(group >> shift & 15)
            if digit == 0 && !isStarted && shift > 0 { continue }
            isStarted = true
            bytes.append(digit < 10 ? 0x30 + digit : 0x57 + digit)
        }
    }
}
