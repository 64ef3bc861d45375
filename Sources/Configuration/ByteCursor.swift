/// Reads bytes one after the other; never beyond the end.
struct ByteCursor {
    let bytes: [UInt8]
    private(set) var position = 0

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    var isAtEnd: Bool { position >= bytes.count }

    /// The byte at the cursor, or `distance` bytes further on.
    func peek(_ distance: Int = 0) -> UInt8? {
        let index = position + distance
        return index < bytes.count ? bytes[index] : nil
    }

    mutating func advance(_ count: Int = 1) { position = min(position + count, bytes.count) }

    mutating func next() -> UInt8? {
        guard let byte = peek() else { return nil }
        position += 1
        return byte
    }

    /// Takes `byte` if it comes next.
    mutating func take(_ byte: Character) -> Bool {
        guard let expected = byte.asciiValue, peek() == expected else { return false }
        position += 1
        return true
    }

    /// Takes the bytes for which `condition` holds.
    mutating func take(while condition: (UInt8) -> Bool) -> ArraySlice<UInt8> {
        let start = position
        while let byte = peek(), condition(byte) { position += 1 }
        return bytes[start..<position]
    }

    mutating func skipBlanks() { _ = take(while: { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }) }

    mutating func move(to position: Int) { self.position = min(max(0, position), bytes.count) }

    /// The text from `start` to the end.
    func text(from start: Int) -> String { String(decoding: bytes[min(max(0, start), bytes.count)...], as: UTF8.self) }
}

extension UInt8 {
    var isASCIILetter: Bool { (0x41...0x5A).contains(self) || (0x61...0x7A).contains(self) }

    var isASCIIDigit: Bool { (0x30...0x39).contains(self) }

    /// Letters, digits and the underscore.
    var isNameByte: Bool { isASCIILetter || isASCIIDigit || self == UInt8(ascii: "_") }

    /// Space, tab, line feed, vertical tab, form feed and carriage return.
    var isWhitespace: Bool { self == 0x20 || (0x09...0x0D).contains(self) }

    /// The value of a hexadecimal digit.
    var hexadecimalValue: UInt8? {
        switch self {
        case 0x30...0x39: self - 0x30
        case 0x41...0x46: self - 0x41 + 10
        case 0x61...0x66: self - 0x61 + 10
        default: nil
        }
    }
}
