import Memory

/// Reads characters one after the other. A byte that begins none counts as the character of its number.
struct UTF8Cursor {
    private let view: ByteView
    private var position = 0
    /// A byte was met that begins no character.
    private(set) var hasFailed = false

    init(_ view: ByteView) { self.view = view }

    static func isValid(_ view: ByteView) -> Bool {
        var cursor = UTF8Cursor(view)
        while !cursor.hasFailed, cursor.next() != nil {}
        return !cursor.hasFailed
    }

    mutating func next() -> UInt32? {
        guard let first = view.byte(at: position) else { return nil }
        if first < 0x80 {
            position += 1
            return UInt32(first)
        }
        guard let (character, count) = multibyte(first) else {
            hasFailed = true
            position += 1
            return UInt32(first)
        }
        position += count
        return character
    }

    /// A character of two to four bytes: in its shortest form, no surrogate, in the range of Unicode.
    private func multibyte(_ first: UInt8) -> (UInt32, Int)? {
        let count = first & 0xE0 == 0xC0 ? 2 : first & 0xF0 == 0xE0 ? 3 : first & 0xF8 == 0xF0 ? 4 : 0
        guard count > 0 else { return nil }
        var value = UInt32(first) & (0x7F >> UInt32(count))
        for offset in 1..<count {
            guard let byte = view.byte(at: position + offset), byte & 0xC0 == 0x80 else { return nil }
            value = value << 6 | UInt32(byte & 0x3F)
        }
        let smallest: UInt32 = count == 2 ? 0x80 : count == 3 ? 0x800 : 0x10000
        guard value >= smallest, value <= 0x10FFFF, !(0xD800...0xDFFF).contains(value) else { return nil }
        return (value, count)
    }
}
