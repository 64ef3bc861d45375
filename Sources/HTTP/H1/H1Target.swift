import Memory

/// The four forms of a request target and their agreement with `Host` (RFC 9112, 3.2; RFC 9110, 7.2).
enum H1Target {
    static func check(_ message: Message, host: HeaderField?, bytes: Span<UInt8>) -> H1Error? {
        if let host {
            message.flags.insert(.hasHost)
            guard isValidAuthority(bytes, host.valueSlice.range) else { return .invalidHost }
        }
        let target = message.target.range
        let first = bytes.byte(at: target.lowerBound)
        if message.method == .connect { return checkConnect(bytes, target, host) }
        if first == 47 { return nil }
        if first == 42, target.count == 1 { return message.method == .options ? nil : .invalidTarget }
        guard let authority = authority(bytes, target) else { return .invalidTarget }
        guard !authority.isEmpty, isValidAuthority(bytes, authority) else { return .invalidHost }
        guard let host else { return nil }
        let secure = bytes.equals("https", in: target.lowerBound..<min(target.lowerBound + 5, target.upperBound))
        let port: StaticString = secure ? ":443" : ":80"
        return bytes.same(withoutPort(bytes, authority, port), withoutPort(bytes, host.valueSlice.range, port))
            ? nil : .invalidHost
    }

    /// `host:port`; a `Host` header must name the same.
    private static func checkConnect(_ bytes: Span<UInt8>, _ target: Range<Int>, _ host: HeaderField?) -> H1Error? {
        guard isValidAuthority(bytes, target), let colon = lastColon(bytes, target), colon > target.lowerBound,
            colon + 1 < target.upperBound
        else { return .invalidTarget }
        for position in colon + 1..<target.upperBound {
            guard let byte = bytes.byte(at: position), byte >= 48, byte <= 57 else { return .invalidTarget }
        }
        guard let host else { return nil }
        let value = host.valueSlice.range
        if bytes.same(target, value) { return nil }
        // A Host without a port stands for the default ones.
        let bare = target.lowerBound..<colon
        let port = colon..<target.upperBound
        let isDefault = bytes.isExactly(":80", in: port) || bytes.isExactly(":443", in: port)
        return isDefault && bytes.same(bare, value) ? nil : .invalidHost
    }

    /// The authority of an absolute URI, or nil when the target is none.
    static func authority(_ bytes: Span<UInt8>, _ target: Range<Int>) -> Range<Int>? {
        var position = target.lowerBound
        while let byte = bytes.byte(at: position), position < target.upperBound, isSchemeCharacter(byte) {
            position += 1
        }
        guard position > target.lowerBound, position + 3 <= target.upperBound,
            bytes.isExactly("://", in: position..<position + 3)
        else { return nil }
        let start = position + 3
        var end = start
        while end < target.upperBound, let byte = bytes.byte(at: end), byte != 47, byte != 63, byte != 35 { end += 1 }
        return start..<end
    }

    private static func isSchemeCharacter(_ byte: UInt8) -> Bool {
        let lower = byte | 0x20
        return lower >= 97 && lower <= 122 || byte >= 48 && byte <= 57 || byte == 43 || byte == 45 || byte == 46
    }

    /// No blank, comma or user information; RFC 3986 allows more than hosts need, so what is left passes.
    private static func isValidAuthority(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Bool {
        bytes.consists(of: .authority, in: range)
    }

    private static func lastColon(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Int? {
        var position = range.upperBound - 1
        while position >= range.lowerBound {
            guard let byte = bytes.byte(at: position) else { return nil }
            if byte == 58 { return position }
            if byte == 93 { return nil }
            position -= 1
        }
        return nil
    }

    private static func withoutPort(_ bytes: Span<UInt8>, _ range: Range<Int>, _ port: StaticString) -> Range<Int> {
        let length = port.utf8CodeUnitCount
        guard range.count > length else { return range }
        let tail = range.upperBound - length..<range.upperBound
        return bytes.isExactly(port, in: tail) ? range.lowerBound..<tail.lowerBound : range
    }
}
