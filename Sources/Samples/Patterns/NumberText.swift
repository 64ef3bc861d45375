import Memory

/// Numbers in patterns and in the values of maps.
enum NumberText {
    /// Decimal digits with an optional minus; nil for anything else and for what does not fit.
    static func integer(_ text: ByteView) -> Int64? {
        let isNegative = text.byte(at: 0) == UInt8(ascii: "-")
        guard let value = magnitude(isNegative ? text.slice(1) : text) else { return nil }
        if isNegative { return value <= UInt64(Int64.max) + 1 ? Int64(truncatingIfNeeded: 0 &- value) : nil }
        return Int64(exactly: value)
    }

    /// Two integers of sixteen bits with a dot between them, the second optional: `3.1` is 0x30001.
    static func dotted(_ text: ByteView) -> Int64? {
        let dot = text.firstIndex(of: UInt8(ascii: "."))
        guard let major = magnitude(text.slice(0, dot ?? text.count)), major <= 0xFFFF else { return nil }
        guard let dot else { return Int64(major << 16) }
        guard let minor = magnitude(text.slice(dot + 1)), minor <= 0xFFFF else { return nil }
        return Int64(major << 16 | minor)
    }

    private static func magnitude(_ text: ByteView) -> UInt64? {
        guard !text.isEmpty else { return nil }
        var value: UInt64 = 0
        for position in 0..<text.count {
            guard let byte = text.byte(at: position), byte &- 48 < 10 else { return nil }
            let (product, isProductTooLarge) = value.multipliedReportingOverflow(by: 10)
            let (sum, isSumTooLarge) = product.addingReportingOverflow(UInt64(byte &- 48))
            guard !isProductTooLarge, !isSumTooLarge else { return nil }
            value = sum
        }
        return value
    }
}
