import Memory

/// What of a request is hashed. Pure functions from bytes to the range of the key; nil means that there is no key and
/// the stream takes its turn.
public enum HashKey {
    /// `source`: the words of the address folded into one. No hash function applies; the modifier does.
    ///
    /// - Parameter address: 4 or 16 bytes in network order.
    public static func source(_ address: Span<UInt8>) -> UInt32 {
        var folded: UInt32 = 0
        var word: UInt32 = 0
        for index in address.indices {
            word = word &<< 8 | UInt32(address[index])
            if index & 3 == 3 { folded ^= word }
        }
        return folded
    }

    /// `hdr(<name>)`: the first element of the header's first value; with `use_domain_only` its domain.
    public static func header(_ value: Span<UInt8>, domainOnly: Bool = false) -> Range<Int>? {
        let element = firstElement(value)
        if element.isEmpty { return nil }
        return domainOnly ? domain(value, in: element) : element
    }

    /// Up to a comma outside of quotes, without the blanks around it.
    private static func firstElement(_ value: Span<UInt8>) -> Range<Int> {
        var start = 0
        while let byte = value.byte(at: start), byte == space || byte == tab { start &+= 1 }
        var end = start
        var isQuoted = false
        while let byte = value.byte(at: end), isQuoted || byte != comma {
            if byte == quote { isQuoted.toggle() }
            end &+= isQuoted && byte == backslash && end &+ 1 < value.count ? 2 : 1
        }
        while end > start, let byte = value.byte(at: end &- 1), byte == space || byte == tab { end &-= 1 }
        return start..<end
    }

    /// The label before the last dot ("1wt" of "haproxy.1wt.eu"); all of a name that has none. A dot right before the
    /// last one counts as part of the label.
    private static func domain(_ value: Span<UInt8>, in name: Range<Int>) -> Range<Int> {
        var end = name.upperBound &- 1
        while end > name.lowerBound, value.byte(at: end) != dot { end &-= 1 }
        if end <= name.lowerBound { return name }
        var start = end &- 1
        while start > name.lowerBound, value.byte(at: start &- 1) != dot { start &-= 1 }
        return start..<end
    }
}

// MARK: The URI

extension HashKey {
    /// The arguments of `balance uri`.
    public struct URIPart: Sendable, Equatable {
        /// `len`; 0 is no limit.
        public var length: Int

        /// `depth`; 0 is no limit.
        public var depth: Int

        /// `whole`: the query belongs to the key.
        public var isWhole: Bool

        /// `path-only`: scheme and authority do not.
        public var isPathOnly: Bool

        public init(length: Int = 0, depth: Int = 0, isWhole: Bool = false, isPathOnly: Bool = false) {
            self.length = length
            self.depth = depth
            self.isWhole = isWhole
            self.isPathOnly = isPathOnly
        }

        /// The part of `uri` to hash, which may be empty: a URI without a path has an empty key, not none.
        public func range(in uri: Span<UInt8>) -> Range<Int> {
            let start = isPathOnly ? HashKey.pathStart(uri) : 0
            var end = start
            var slashes = 0
            while let byte = uri.byte(at: end), length <= 0 || end &- start < length {
                if byte == slash {
                    if depth > 0 && slashes == depth { break }
                    slashes &+= 1
                }
                if byte == question && !isWhole { break }
                end &+= 1
            }
            return start..<end
        }
    }

    /// The first slash of the path, or the end of a URI without one.
    private static func pathStart(_ uri: Span<UInt8>) -> Int {
        if uri.byte(at: 0) == slash { return 0 }
        var index = 0
        while let byte = uri.byte(at: index), byte != colon { index &+= 1 }
        if uri.byte(at: index &+ 1) != slash || uri.byte(at: index &+ 2) != slash { return uri.count }
        index &+= 3
        while let byte = uri.byte(at: index), byte != slash {
            if byte == question { return uri.count }
            index &+= 1
        }
        return min(index, uri.count)
    }

    /// `url_param <name>`: the value of the first parameter of that name that has an equal sign, in the query of `uri`.
    public static func urlParameter(_ name: Span<UInt8>, in uri: Span<UInt8>) -> Range<Int>? {
        var index = 0
        while let byte = uri.byte(at: index) {
            index &+= 1
            if byte == question { return parameter(name, in: uri, from: index) }
        }
        return nil
    }

    /// `url_param <name> check_post`: the same in the body of a POST request whose URI has no such parameter. The
    /// caller waits for the body, or for a full buffer.
    public static func bodyParameter(_ name: Span<UInt8>, in body: Span<UInt8>) -> Range<Int>? {
        parameter(name, in: body, from: 0)
    }

    private static func parameter(_ name: Span<UInt8>, in bytes: Span<UInt8>, from start: Int) -> Range<Int>? {
        var index = start
        while index < bytes.count {
            if let value = valueStart(name, in: bytes, at: index) {
                var end = value
                while let byte = bytes.byte(at: end), byte != ampersand { end &+= 1 }
                return value..<end
            }
            while let byte = bytes.byte(at: index), byte != ampersand { index &+= 1 }
            index &+= 1
        }
        return nil
    }

    private static func valueStart(_ name: Span<UInt8>, in bytes: Span<UInt8>, at start: Int) -> Int? {
        var index = start
        for position in name.indices {
            if bytes.byte(at: index) != name.byte(at: position) { return nil }
            index &+= 1
        }
        return bytes.byte(at: index) == equals ? index &+ 1 : nil
    }
}

// MARK: Bytes

extension HashKey {
    private static let tab: UInt8 = 0x09
    private static let space: UInt8 = 0x20
    private static let quote: UInt8 = 0x22
    private static let ampersand: UInt8 = 0x26
    private static let comma: UInt8 = 0x2c
    private static let dot: UInt8 = 0x2e
    private static let slash: UInt8 = 0x2f
    private static let colon: UInt8 = 0x3a
    private static let equals: UInt8 = 0x3d
    private static let question: UInt8 = 0x3f
    private static let backslash: UInt8 = 0x5c
}
