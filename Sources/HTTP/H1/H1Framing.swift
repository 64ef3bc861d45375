import Memory

/// Gathers `Content-Length` and `Transfer-Encoding` while a message's fields are walked (RFC 9112, 6).
struct H1Framing {
    private var length: UInt64?
    private var isChunked = false
    /// An empty coding and `chunked` given twice are accepted.
    var isRelaxed = false

    /// Lengths may repeat when they are equal; the coding may only be `chunked`, once.
    mutating func note(_ field: HeaderField, at index: Int, _ message: Message, _ bytes: Span<UInt8>) -> H1Error? {
        if field.name == .contentLength {
            guard let value = H1Framing.parseLength(bytes, field.valueSlice.range) else { return .invalidLength }
            if let length {
                guard length == value else { return .invalidLength }
                message.headers.remove(at: index)
            } else {
                length = value
                message.flags.insert(.hasContentLength)
                if field.valueSlice.count != H1Framing.digits(value) { message.flags.insert(.irregularLength) }
            }
            return nil
        }
        if isRelaxed, isChunked || field.valueSlice.isEmpty,
            field.valueSlice.isEmpty || bytes.equals("chunked", in: field.valueSlice.range)
        {
            message.tolerate()
            message.headers.remove(at: index)
            return nil
        }
        guard !isChunked else { return .invalidTransferEncoding }
        guard bytes.equals("chunked", in: field.valueSlice.range) else {
            return H1Framing.endsInChunked(bytes, field.valueSlice.range)
                ? .unprocessableTransferEncoding : .invalidTransferEncoding
        }
        isChunked = true
        return nil
    }

    /// Length and coding together: the coding counts and the connection ends with the message.
    func finish(_ message: Message, _ limits: H1Limits) {
        if isChunked, length != nil {
            if !limits.trustsCodingWithLength { message.flags.insert(.ambiguousFraming) }
            message.flags.remove(.hasContentLength)
            message.headers.remove(.contentLength)
        }
        if isChunked, message.minorVersion == 0 { message.flags.insert(.ambiguousFraming) }
    }

    /// The digits of a length that was written in an unusual way.
    static func rewriteLength(_ message: Message, in buffer: Buffer) {
        // A request with a length of zero has no body.
        var value: UInt64 = 0
        if case .length(let length) = message.framing { value = length }
        for (index, field) in message.headers.fields.enumerated() where field.name == .contentLength {
            message.headers.replaceValue(at: index, with: Array(String(value).utf8), in: buffer)
        }
    }

    var requestBody: BodyFraming {
        if isChunked { return .chunked }
        guard let length, length > 0 else { return .none }
        return .length(length)
    }

    var responseBody: BodyFraming {
        if isChunked { return .chunked }
        if let length { return .length(length) }
        return .untilClose
    }

    private static func digits(_ value: UInt64) -> Int {
        var count = 1
        var rest = value / 10
        while rest > 0 {
            count += 1
            rest /= 10
        }
        return count
    }

    /// Decimal digits only; a list of equal values counts as one (RFC 9110, 8.6).
    static func parseLength(_ bytes: Span<UInt8>, _ range: Range<Int>) -> UInt64? {
        var result: UInt64?
        var position = range.lowerBound
        repeat {
            var comma = position
            while comma < range.upperBound, bytes.byte(at: comma) != 44 { comma += 1 }
            guard let value = parseNumber(bytes, bytes.trimmed(position..<comma)) else { return nil }
            if let result, result != value { return nil }
            result = value
            position = comma + 1
        } while position <= range.upperBound
        return result
    }

    private static func parseNumber(_ bytes: Span<UInt8>, _ range: Range<Int>) -> UInt64? {
        guard !range.isEmpty else { return nil }
        var value: UInt64 = 0
        for position in range {
            guard let byte = bytes.byte(at: position), byte >= 48, byte <= 57 else { return nil }
            let (product, overflow) = value.multipliedReportingOverflow(by: 10)
            let (sum, carry) = product.addingReportingOverflow(UInt64(byte - 48))
            guard !overflow, !carry else { return nil }
            value = sum
        }
        return value
    }

    /// A list that ends in `chunked`, and has it nowhere else, has a body whose end can be found, but it is not processed.
    private static func endsInChunked(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Bool {
        var position = range.lowerBound
        var last = false
        while position < range.upperBound {
            var comma = position
            while comma < range.upperBound, bytes.byte(at: comma) != 44 { comma += 1 }
            if last { return false }
            last = bytes.equals("chunked", in: bytes.trimmed(position..<comma))
            position = comma + 1
        }
        return last
    }
}
