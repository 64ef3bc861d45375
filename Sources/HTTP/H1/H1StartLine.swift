import Memory

/// Request and status lines (RFC 9112, 3 and 4).
enum H1StartLine {
    static func parseRequest(
        _ bytes: Span<UInt8>, _ line: Range<Int>, into message: Message, _ limits: H1Limits
    ) -> H1Error? {
        var position = line.lowerBound
        while let byte = bytes.byte(at: position), position < line.upperBound, CharacterClass.token.contains(byte) {
            position += 1
        }
        let method = line.lowerBound..<position
        guard !method.isEmpty, skipBlanks(bytes, &position, line.upperBound) else { return .malformedStartLine }
        let targetStart = position
        while let byte = bytes.byte(at: position), position < line.upperBound, byte > 32, byte < 127, byte != 35 {
            position += 1
        }
        let target = targetStart..<position
        guard !target.isEmpty, skipBlanks(bytes, &position, line.upperBound) else { return .malformedStartLine }
        message.method = Method.identify(bytes, method)
        message.methodSlice = ByteSlice(method.lowerBound, method.upperBound)
        message.target = ByteSlice(target.lowerBound, target.upperBound)
        return parseVersion(bytes, position..<line.upperBound, into: message)
    }

    /// `HTTP/1.0` is 1.0, `HTTP/1.1` and every later single-digit version is taken as 1.1.
    private static func parseVersion(_ bytes: Span<UInt8>, _ range: Range<Int>, into message: Message) -> H1Error? {
        guard range.count == 8, bytes.isExactly("HTTP/", in: range.lowerBound..<range.lowerBound + 5),
            let major = digit(bytes, range.lowerBound + 5), bytes.byte(at: range.lowerBound + 6) == 46,
            let minor = digit(bytes, range.lowerBound + 7), major >= 1
        else { return .malformedStartLine }
        if major == 2, message.methodSlice.count == 3,
            bytes.isExactly("PRI", in: message.methodSlice.range)
        {
            return .http2Preface
        }
        message.minorVersion = major == 1 && minor == 0 ? 0 : 1
        return nil
    }

    static func parseResponse(
        _ bytes: Span<UInt8>, _ line: Range<Int>, into message: Message, _ limits: H1Limits
    ) -> H1Error? {
        let start = line.lowerBound
        guard line.count >= 12, bytes.isExactly("HTTP/1.", in: start..<start + 7),
            let minor = digit(bytes, start + 7), isBlank(bytes.byte(at: start + 8))
        else { return .malformedStartLine }
        var position = start + 8
        guard skipBlanks(bytes, &position, line.upperBound),
            let hundreds = digit(bytes, position), let tens = digit(bytes, position + 1),
            let ones = digit(bytes, position + 2), position + 3 <= line.upperBound
        else { return .malformedStartLine }
        position += 3
        if position < line.upperBound {
            guard isBlank(bytes.byte(at: position)) else { return .malformedStartLine }
            _ = skipBlanks(bytes, &position, line.upperBound)
        }
        message.minorVersion = minor == 0 ? 0 : 1
        message.status = hundreds * 100 + tens * 10 + ones
        message.reason = ByteSlice(position, line.upperBound)
        return nil
    }

    private static func digit(_ bytes: Span<UInt8>, _ position: Int) -> UInt16? {
        guard let byte = bytes.byte(at: position), byte >= 48, byte <= 57 else { return nil }
        return UInt16(byte - 48)
    }

    private static func isBlank(_ byte: UInt8?) -> Bool { byte == 32 || byte == 9 }

    /// Skips at least one space or tab; false when there is none or nothing follows.
    private static func skipBlanks(_ bytes: Span<UInt8>, _ position: inout Int, _ end: Int) -> Bool {
        let start = position
        while position < end, isBlank(bytes.byte(at: position)) { position += 1 }
        return position > start && position < end
    }
}
