/// Checked reading and fast scanning of bytes that came from outside. Parsers use these and no subscripts.
extension Span where Element == UInt8 {
    /// The byte at a position, or nil outside.
    @inlinable @inline(__always)
    public func byte(at position: Int) -> UInt8? {
        position >= 0 && position < count ? self[unchecked: position] : nil
    }

    /// The part of `range` that is inside.
    @inlinable
    public func clamped(_ range: Range<Int>) -> Range<Int> {
        range.clamped(to: 0..<count)
    }

    /// The first position from `start` on whose byte is NUL, LF or CR; `count` when there is none. Those are the bytes that
    /// end a header line or make it malformed (RFC 9110, 5.5).
    @inlinable
    public func firstLineControl(from start: Int) -> Int {
        var position = max(start, 0)
        let end = count
        guard position < end else { return end }
        return withUnsafeBytes { raw in
            // Eight bytes at once: a byte below 14 borrows into its high bit; the tab is sorted out below.
            while position &+ 8 <= end {
                let word = raw.loadUnaligned(fromByteOffset: position, as: UInt64.self)
                let low = (word &- 0x0e0e_0e0e_0e0e_0e0e) & ~word & 0x8080_8080_8080_8080
                if low == 0 {
                    position &+= 8
                    continue
                }
                // Only the lowest hit is exact: a borrow can mark bytes above it.
                let candidate = position &+ low.trailingZeroBitCount / 8
                let byte = raw[candidate]
                if byte == 10 || byte == 13 || byte == 0 { return candidate }
                position = candidate &+ 1
            }
            while position < end {
                let byte = raw[position]
                if byte == 10 || byte == 13 || byte == 0 { return position }
                position &+= 1
            }
            return end
        }
    }

    /// The first position of `byte` from `start` on, or nil.
    @inlinable
    public func firstIndex(of byte: UInt8, from start: Int) -> Int? {
        var position = max(start, 0)
        while position < count {
            if self[unchecked: position] == byte { return position }
            position &+= 1
        }
        return nil
    }

    /// Whether the bytes of `range` are those of a literal, letters compared without case; the literal is in lower case.
    @inlinable
    public func equals(_ literal: StaticString, in range: Range<Int>) -> Bool {
        let length = literal.utf8CodeUnitCount
        guard range.count == length, range.lowerBound >= 0, range.upperBound <= count else { return false }
        let text = literal.utf8Start
        var index = 0
        while index < length {
            let byte = self[unchecked: range.lowerBound &+ index]
            let lower = byte &- 65 < 26 ? byte | 0x20 : byte
            if lower != text[index] { return false }
            index &+= 1
        }
        return true
    }
}

extension Span where Element == UInt8 {
    /// Whether the bytes of `range` are these, case included.
    @inlinable
    public func equals(_ other: [UInt8], in range: Range<Int>) -> Bool {
        guard range.count == other.count, range.lowerBound >= 0, range.upperBound <= count else { return false }
        for (index, byte) in other.enumerated() where self[unchecked: range.lowerBound &+ index] != byte {
            return false
        }
        return true
    }

    /// Whether the bytes of `range` are those of a literal, case included.
    @inlinable
    public func isExactly(_ literal: StaticString, in range: Range<Int>) -> Bool {
        let length = literal.utf8CodeUnitCount
        guard range.count == length, range.lowerBound >= 0, range.upperBound <= count else { return false }
        let text = literal.utf8Start
        var index = 0
        while index < length {
            if self[unchecked: range.lowerBound &+ index] != text[index] { return false }
            index &+= 1
        }
        return true
    }

    /// `range` without spaces and tabs at both ends.
    @inlinable
    public func trimmed(_ range: Range<Int>) -> Range<Int> {
        var from = range.lowerBound
        var to = range.upperBound
        while from < to, let byte = byte(at: from), byte == 32 || byte == 9 { from &+= 1 }
        while to > from, let byte = byte(at: to &- 1), byte == 32 || byte == 9 { to &-= 1 }
        return from..<to
    }
}

extension Span where Element == UInt8 {
    /// Whether two ranges hold the same bytes, letters compared without case.
    @inlinable
    public func same(_ left: Range<Int>, _ right: Range<Int>) -> Bool {
        guard left.count == right.count, left.lowerBound >= 0, left.upperBound <= count, right.lowerBound >= 0,
            right.upperBound <= count
        else { return false }
        var index = 0
        while index < left.count {
            let one = self[unchecked: left.lowerBound &+ index]
            let other = self[unchecked: right.lowerBound &+ index]
            if one != other {
                let lower = one | 0x20
                if lower != other | 0x20 || lower < 97 || lower > 122 { return false }
            }
            index &+= 1
        }
        return true
    }
}
