import Memory

/// Walks through the cookies of one header: `Cookie` (RFC 6265, 4.2), or `Set-Cookie`, where attributes follow each cookie. Commas
/// separate cookies too, as in RFC 2965.
public struct CookieWalk {
    /// What stands between two separators.
    public struct Element {
        /// Where it begins, behind the separator before it.
        public let start: Int
        /// Where its separator stands; the end of the header behind the last one.
        public let end: Int
        /// The name without blanks; empty where there is no equals sign.
        public let name: ByteView
        /// Where its value begins, blanks left out, and where it ends.
        public let valueStart: Int
        public let valueEnd: Int
        let isPair: Bool

        /// It is an attribute of the cookie before it, or of the header, whose names begin with a dollar sign.
        public var isAttribute: Bool { name.byte(at: 0) == 36 }
        /// It has a name and a value of its own.
        public var isCookie: Bool { isPair && !isAttribute }
    }

    private let value: ByteView
    private let hasAttributes: Bool
    /// Where the next cookie begins.
    public private(set) var position: Int

    public init(_ value: ByteView, hasAttributes: Bool, at position: Int = 0) {
        self.value = value
        self.hasAttributes = hasAttributes
        self.position = position
    }

    /// The next cookie; nil behind the last.
    public mutating func next() -> (name: ByteView, value: ByteView)? {
        while let element = nextElement() {
            if element.isCookie { return (element.name, value.slice(element.valueStart, element.valueEnd)) }
        }
        return nil
    }

    /// The next element, whatever it is; nil behind the last. Attributes of a `Set-Cookie` are none.
    public mutating func nextElement() -> Element? {
        guard position < value.count else { return nil }
        let start = position
        var end = start
        while let byte = value.byte(at: end), byte != 61, byte != 59, byte != 44 { end &+= 1 }
        guard value.byte(at: end) == 61 else {
            skip(from: end)
            return Element(start: start, end: end, name: .empty, valueStart: end, valueEnd: end, isPair: false)
        }
        let valueStart = value.skippingBlanks(from: end &+ 1)
        let separator = value.firstUnquoted(from: valueStart) { $0 == 59 || $0 == 44 }
        skip(from: separator)
        let length = value.slice(valueStart, separator).withoutBlanks.count
        return Element(
            start: start, end: separator, name: value.slice(start, end).withoutBlanks, valueStart: valueStart,
            valueEnd: valueStart &+ length, isPair: true)
    }

    /// Goes behind the separator at `end`, and behind the attributes that follow it.
    private mutating func skip(from end: Int) {
        let last = hasAttributes ? value.firstUnquoted(from: end) { $0 == 44 } : end
        position = last &+ 1
    }
}
