/// Scanning of names: runs of `token` characters (RFC 9110, 5.6.2) and their comparison with known words.
extension Span where Element == UInt8 {
    /// The end of the token that begins at `start`, and whether it has capitals. The token ends before `end` at the latest.
    @inlinable
    public func token(from start: Int, upTo end: Int) -> (end: Int, hasCapitals: Bool) {
        guard start >= 0, end <= count else { return (start, false) }
        return withUnsafeBytes { raw in
            let classes = tokenClasses.utf8Start
            var position = start
            var seen: UInt8 = 0
            while position < end {
                let kind = classes[Int(raw[position])]
                if kind == 46 { break }
                seen |= kind
                position &+= 1
            }
            return (position, seen & 2 != 0)
        }
    }

    /// Whether the token in `range` is the literal, case aside. The literal is of lower case letters, digits and hyphens,
    /// which makes setting the case bit of every byte exact: no token has a character that would become one of those.
    @inlinable
    public func isToken(_ literal: StaticString, in range: Range<Int>) -> Bool {
        let length = literal.utf8CodeUnitCount
        guard range.count == length, range.lowerBound >= 0, range.upperBound <= count else { return false }
        let text = UnsafeRawPointer(literal.utf8Start)
        return withUnsafeBytes { raw in
            var index = 0
            while index &+ 8 <= length {
                let word = raw.loadUnaligned(fromByteOffset: range.lowerBound &+ index, as: UInt64.self)
                let wanted = text.loadUnaligned(fromByteOffset: index, as: UInt64.self)
                if word | 0x2020_2020_2020_2020 != wanted { return false }
                index &+= 8
            }
            if index &+ 4 <= length {
                let word = raw.loadUnaligned(fromByteOffset: range.lowerBound &+ index, as: UInt32.self)
                let wanted = text.loadUnaligned(fromByteOffset: index, as: UInt32.self)
                if word | 0x2020_2020 != wanted { return false }
                index &+= 4
            }
            while index < length {
                if raw[range.lowerBound &+ index] | 0x20 != text.load(fromByteOffset: index, as: UInt8.self) {
                    return false
                }
                index &+= 1
            }
            return true
        }
    }
}

/// What each byte is in a token, sixty-four to a line: `.` not part of one, `0` part of one, `2` a capital.
@usableFromInline
var tokenClasses: StaticString {
    """
    .................................0.00000..00.00.0000000000......\
    .22222222222222222222222222...00000000000000000000000000000.0.0.\
    ................................................................\
    ................................................................
    """
}
