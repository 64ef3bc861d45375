extension ByteView {
    /// Without spaces and tabs at both ends.
    public var withoutBlanks: ByteView {
        var from = 0
        var to = count
        while from < to, Self.isBlank(byte(at: from)) { from &+= 1 }
        while to > from, Self.isBlank(byte(at: to &- 1)) { to &-= 1 }
        return slice(from, to)
    }

    /// The position of the first byte from `start` on that fulfils a condition and lies in no quoted string (RFC 9110, 5.6.4);
    /// the end without one.
    @inline(__always)
    public func firstUnquoted(from start: Int, where condition: (UInt8) -> Bool) -> Int {
        var position = start
        var isQuoted = false
        while let byte = byte(at: position) {
            if isQuoted {
                if byte == 92 {
                    position &+= 1
                } else if byte == 34 {
                    isQuoted = false
                }
            } else if byte == 34 {
                isQuoted = true
            } else if condition(byte) {
                return position
            }
            position &+= 1
        }
        return count
    }

    /// The first position from `start` on that is no space or tab.
    public func skippingBlanks(from start: Int) -> Int {
        var position = start
        while Self.isBlank(byte(at: position)) { position &+= 1 }
        return position
    }

    /// Whether it begins with a literal in lower case, letters compared without case.
    public func startsIgnoringCase(with literal: StaticString) -> Bool {
        let length = literal.utf8CodeUnitCount
        guard count >= length else { return false }
        return withSpan { $0.equals(literal, in: 0..<length) }
    }

    private static func isBlank(_ byte: UInt8?) -> Bool { byte == 32 || byte == 9 }
}
