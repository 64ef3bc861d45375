import Memory

/// Walks through the cookies of one header: `Cookie` (RFC 6265, 4.2), or `Set-Cookie`, where attributes follow each cookie. Commas
/// separate cookies too, as in RFC 2965.
struct CookieWalk {
    private let value: ByteView
    private let hasAttributes: Bool
    /// Where the next cookie begins.
    private(set) var position: Int

    init(_ value: ByteView, hasAttributes: Bool, at position: Int = 0) {
        self.value = value
        self.hasAttributes = hasAttributes
        self.position = position
    }

    /// The next cookie; nil behind the last. What has no equals sign is none, nor are attributes of the header itself, whose
    /// names begin with a dollar sign.
    mutating func next() -> (name: ByteView, value: ByteView)? {
        while position < value.count {
            let start = position
            var end = start
            while let byte = value.byte(at: end), byte != 61, byte != 59, byte != 44 { end &+= 1 }
            guard value.byte(at: end) == 61 else {
                skip(from: end)
                continue
            }
            let name = value.slice(start, end).withoutBlanks
            let valueStart = value.skippingBlanks(from: end &+ 1)
            let valueEnd = value.firstUnquoted(from: valueStart) { $0 == 59 || $0 == 44 }
            skip(from: valueEnd)
            if name.byte(at: 0) == 36 { continue }
            return (name, value.slice(valueStart, valueEnd).withoutBlanks)
        }
        return nil
    }

    /// Goes behind the separator at `end`, and behind the attributes that follow it.
    private mutating func skip(from end: Int) {
        let last = hasAttributes ? value.firstUnquoted(from: end) { $0 == 44 } : end
        position = last &+ 1
    }
}
