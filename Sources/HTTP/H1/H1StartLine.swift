import Memory

/// Request and status lines (RFC 9112, 3 and 4).
enum H1StartLine {
    static func parseRequest(
        _ bytes: Span<UInt8>, _ line: Range<Int>, into message: Message, _ limits: H1Limits
    ) -> H1Error? {
        var position = bytes.token(from: line.lowerBound, upTo: line.upperBound).end
        let method = line.lowerBound..<position
        guard !method.isEmpty, skipBlanks(bytes, &position, line.upperBound) else { return .malformedStartLine }
        let targetStart = position
        while let byte = bytes.byte(at: position), position < line.upperBound, isTarget(byte, limits) {
            if byte > 126 || byte == 35 { message.tolerate() }
            position += 1
        }
        let target = targetStart..<position
        let isSimple = limits.isRelaxed && position == line.upperBound
        guard !target.isEmpty, isSimple || skipBlanks(bytes, &position, line.upperBound) else {
            return .malformedStartLine
        }
        message.method = Method.identify(bytes, method)
        message.methodSlice = ByteSlice(method.lowerBound, method.upperBound)
        message.target = ByteSlice(target.lowerBound, target.upperBound)
        if isSimple {
            message.minorVersion = 0
            message.flags.insert(.simple)
            message.tolerate()
            return message.method == .get ? nil : .malformedStartLine
        }
        return parseVersion(bytes, position..<line.upperBound, into: message, limits)
    }

    /// Bytes of a target; the other ones that RFC 3986 forbids do no harm.
    @inline(__always)
    private static func isTarget(_ byte: UInt8, _ limits: H1Limits) -> Bool {
        byte > 32 && byte < 127 && byte != 35 || limits.isRelaxed && (byte > 127 || byte == 35)
    }

    /// `HTTP/1.0` is 1.0, `HTTP/1.1` and every later single-digit version is taken as 1.1.
    private static func parseVersion(
        _ bytes: Span<UInt8>, _ range: Range<Int>, into message: Message, _ limits: H1Limits
    )
        -> H1Error?
    {
        guard range.count == 8, bytes.isExactly("HTTP/", in: range.lowerBound..<range.lowerBound + 5),
            let major = digit(bytes, range.lowerBound + 5), bytes.byte(at: range.lowerBound + 6) == 46,
            let minor = digit(bytes, range.lowerBound + 7), major >= 1
        else { return parseUnusualVersion(bytes, range, into: message, limits) ? nil : .malformedStartLine }
        if major == 2, message.methodSlice.count == 3,
            bytes.isExactly("PRI", in: message.methodSlice.range)
        {
            return .http2Preface
        }
        message.minorVersion = major == 1 && minor == 0 ? 0 : 1
        return nil
    }

    /// Another protocol's name, or versions of several digits, where such are accepted: `RTSP/1.0`, `HTTP/1.12`.
    private static func parseUnusualVersion(
        _ bytes: Span<UInt8>, _ range: Range<Int>, into message: Message, _ limits: H1Limits
    ) -> Bool {
        guard limits.isRelaxed, let slash = bytes.firstIndex(of: 47, from: range.lowerBound), slash < range.upperBound,
            slash > range.lowerBound, let dot = bytes.firstIndex(of: 46, from: slash), dot < range.upperBound,
            bytes.consists(of: .token, in: range.lowerBound..<slash), dot > slash + 1, dot + 1 < range.upperBound
        else { return false }
        for position in slash + 1..<range.upperBound where position != dot {
            guard digit(bytes, position) != nil else { return false }
        }
        message.tolerate()
        message.version = ByteSlice(range.lowerBound, range.upperBound)
        message.minorVersion = 0
        return true
    }

    static func parseResponse(
        _ bytes: Span<UInt8>, _ line: Range<Int>, into message: Message, _ limits: H1Limits
    ) -> H1Error? {
        if limits.isRelaxed { return parseUnusualResponse(bytes, line, into: message, limits) }
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

    /// A status line whose version or status is unusual, where such are accepted.
    private static func parseUnusualResponse(
        _ bytes: Span<UInt8>, _ line: Range<Int>, into message: Message, _ limits: H1Limits
    ) -> H1Error? {
        var position = line.lowerBound
        while position < line.upperBound, !isBlank(bytes.byte(at: position)) { position += 1 }
        if let error = parseVersion(bytes, line.lowerBound..<position, into: message, limits) { return error }
        guard skipBlanks(bytes, &position, line.upperBound) else { return .malformedStartLine }
        let start = position
        var status: UInt16 = 0
        while position < line.upperBound, let value = digit(bytes, position) {
            let (product, overflow) = status.multipliedReportingOverflow(by: 10)
            let (sum, carry) = product.addingReportingOverflow(value)
            guard !overflow, !carry else { return .malformedStartLine }
            status = sum
            position += 1
        }
        guard position - start >= 3 else { return .malformedStartLine }
        if position - start > 3 { message.tolerate() }
        if position < line.upperBound {
            guard isBlank(bytes.byte(at: position)) else { return .malformedStartLine }
            _ = skipBlanks(bytes, &position, line.upperBound)
        }
        message.status = status
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
