import Memory

/// Finds values in a JSON text (RFC 8259) without building a tree.
///
/// Only what stands before and in the value that is asked for is looked at. Memory is constant whatever the text: containers that
/// are skipped count in a word of bits, which is also what bounds their depth.
public struct JSONReader {
    private let text: ByteView
    private var position = 0

    /// The deepest nesting.
    public static let depthLimit = 64

    public init(_ text: ByteView) { self.text = text }

    /// The value at a path; of several members with the same name the first one.
    public static func value(at path: JSONPath, in text: ByteView) -> JSONValue? {
        var reader = JSONReader(text)
        for step in path.steps {
            switch step {
            case .member(let name): guard reader.enter(name) else { return nil }
            case .element(let number): guard reader.enter(number) else { return nil }
            }
        }
        return reader.value()
    }

    // MARK: Stepping down

    /// Goes to the value of a member of the object at hand.
    private mutating func enter(_ name: [UInt8]) -> Bool {
        guard take(123) else { return false }
        while let found = string() {
            guard take(58) else { return false }
            if found.withSpan({ Self.equal($0, name.span) }) { return true }
            guard value() != nil, take(44) else { return false }
        }
        return false
    }

    /// Goes to an element of the array at hand.
    private mutating func enter(_ number: Int) -> Bool {
        guard take(91) else { return false }
        for _ in 0..<number { guard value() != nil, take(44) else { return false } }
        return true
    }

    private static func equal(_ left: Span<UInt8>, _ right: Span<UInt8>) -> Bool {
        guard left.count == right.count else { return false }
        for index in left.indices where left[index] != right[index] { return false }
        return true
    }

    // MARK: Values

    /// Reads the next value, whatever it is.
    public mutating func value() -> JSONValue? {
        skipBlanks()
        let start = position
        switch text.byte(at: position) {
        case 34: return string().map { .string($0) }
        case 123: return skipContainer() ? .object(text.slice(start, position)) : nil
        case 91: return skipContainer() ? .array(text.slice(start, position)) : nil
        default: return simpleValue()
        }
    }

    private mutating func simpleValue() -> JSONValue? {
        if word("true") { return .boolean(true) }
        if word("false") { return .boolean(false) }
        if word("null") { return .null }
        return number().map { .number($0) }
    }

    /// What stands between the quotes of the string at hand.
    private mutating func string() -> ByteView? {
        guard take(34) else { return nil }
        let start = position
        while let byte = text.byte(at: position) {
            if byte == 34 {
                position += 1
                return text.slice(start, position - 1)
            }
            position += byte == 92 ? 2 : 1
        }
        return nil
    }

    private mutating func number() -> ByteView? {
        let start = position
        if text.byte(at: position) == 45 { position += 1 }
        guard digits() else { return nil }
        if text.byte(at: position) == 46 {
            position += 1
            guard digits() else { return nil }
        }
        if let byte = text.byte(at: position), byte | 0x20 == 101 {
            position += 1
            if let sign = text.byte(at: position), sign == 43 || sign == 45 { position += 1 }
            guard digits() else { return nil }
        }
        return text.slice(start, position)
    }

    private mutating func digits() -> Bool {
        let start = position
        while let byte = text.byte(at: position), byte &- 48 < 10 { position += 1 }
        return position > start
    }

    /// Goes behind the container at hand.
    private mutating func skipContainer() -> Bool {
        // From the lowest bit on: whether the containers around are objects.
        var kinds: UInt64 = 0
        var depth = 0
        repeat {
            guard opened(&kinds, &depth) else { return false }
            // Whatever was complete may complete what is around it.
            while true {
                if depth == 0 { return true }
                if take(44) { break }
                guard take(kinds & 1 == 1 ? 125 : 93) else { return false }
                kinds >>= 1
                depth -= 1
            }
        } while kinds & 1 == 0 || name()
        return false
    }

    /// Reads into containers down to the first complete value: a simple one or an empty container.
    private mutating func opened(_ kinds: inout UInt64, _ depth: inout Int) -> Bool {
        while true {
            if take(123) {
                if take(125) { return true }
                guard depth < Self.depthLimit, name() else { return false }
                kinds = kinds << 1 | 1
            } else if take(91) {
                if take(93) { return true }
                guard depth < Self.depthLimit else { return false }
                kinds <<= 1
            } else {
                return text.byte(at: position) == 34 ? string() != nil : simpleValue() != nil
            }
            depth += 1
        }
    }

    /// A member's name and the colon behind it.
    private mutating func name() -> Bool { string() != nil && take(58) }

    // MARK: Bytes

    private mutating func skipBlanks() {
        while let byte = text.byte(at: position), byte == 32 || byte &- 9 < 2 || byte == 13 { position += 1 }
    }

    /// Takes a byte and blanks before it.
    private mutating func take(_ byte: UInt8) -> Bool {
        skipBlanks()
        guard text.byte(at: position) == byte else { return false }
        position += 1
        return true
    }

    private mutating func word(_ word: StaticString) -> Bool {
        guard text.slice(position, position + word.utf8CodeUnitCount).equals(word) else { return false }
        position += word.utf8CodeUnitCount
        return true
    }
}
