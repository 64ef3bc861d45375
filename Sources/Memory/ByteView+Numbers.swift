extension ByteView {
    /// The decimal number at the beginning, with an optional sign; what follows the digits is ignored, and no digits are 0. Too
    /// large a number becomes the largest there is.
    public var integerPrefix: Int64 {
        var position = 0
        var isNegative = false
        if let sign = byte(at: 0), sign == 45 || sign == 43 {
            isNegative = sign == 45
            position = 1
        }
        var value: Int64 = 0
        while let byte = byte(at: position), byte &- 48 < 10 {
            let digit = Int64(byte &- 48)
            let (product, overflow) = value.multipliedReportingOverflow(by: 10)
            let (next, overflow2) =
                isNegative ? product.subtractingReportingOverflow(digit) : product.addingReportingOverflow(digit)
            if overflow || overflow2 { return isNegative ? .min : .max }
            value = next
            position &+= 1
        }
        return value
    }

    /// The whole text as a decimal number with an optional sign; nil if it is anything else.
    public var integer: Int64? {
        var digits = self
        if let sign = byte(at: 0), sign == 45 || sign == 43 { digits = slice(1) }
        guard !digits.isEmpty else { return nil }
        let isNumber = digits.withSpan { span in
            for index in span.indices where span[index] &- 48 >= 10 { return false }
            return true
        }
        return isNumber ? integerPrefix : nil
    }

    /// Up to eight bytes as a number, most significant first; missing ones are zero.
    public func bigEndian(_ start: Int, _ end: Int) -> UInt64 {
        var value: UInt64 = 0
        for position in start..<max(start, end) { value = value << 8 | UInt64(byte(at: position) ?? 0) }
        return value
    }
}

extension Buffer {
    /// Appends the low `count` bytes of a number, most significant first.
    public func append(bigEndian value: UInt64, count: Int) -> Bool {
        guard room >= count else { return false }
        for index in stride(from: count - 1, through: 0, by: -1) {
            append(UInt8(truncatingIfNeeded: value >> (8 * UInt64(index))))
        }
        return true
    }
}

extension ByteView {
    /// Calls `body` with the sixteen bytes of two numbers, most significant first, which are there only meanwhile.
    @inlinable @inline(__always)
    public static func with<Result>(_ high: UInt64, _ low: UInt64, _ body: (ByteView) throws -> Result) rethrows
        -> Result
    {
        try withUnsafeBytes(of: (high.bigEndian, low.bigEndian)) { raw in
            try body(ByteView(base: raw.baseAddress?.assumingMemoryBound(to: UInt8.self), count: raw.count))
        }
    }
}
