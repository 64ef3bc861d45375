import Memory

/// Writes values in JSON (RFC 8259) or CBOR (RFC 8949) behind one another. Every write says whether there was room.
///
/// JSON has nothing but ASCII, so that no line can alter a terminal. CBOR is written in hexadecimal digits unless raw bytes are
/// asked for.
struct LogEncoder {
    private let isJSON: Bool
    private let isRaw: Bool
    private let out: Buffer

    init(_ flags: LogFormatFlags, into out: Buffer) {
        isJSON = flags.contains(.json)
        isRaw = flags.contains(.binary)
        self.out = out
    }

    // MARK: Values

    func write(_ value: Bool) -> Bool {
        guard isJSON else { return byte(value ? 0xF5 : 0xF4) }
        return value ? out.append("true") : out.append("false")
    }

    func write(_ value: Int64) -> Bool {
        guard isJSON else {
            return value < 0 ? head(1, UInt64(bitPattern: ~value)) : head(0, UInt64(bitPattern: value))
        }
        return (value >= 0 || out.append(45)) && out.append(decimal: value.magnitude)
    }

    func writeNothing() -> Bool { isJSON ? out.append("null") : byte(0xF6) }

    /// A text. What is not UTF-8 is a byte string in CBOR; in JSON such bytes stand for the characters of their numbers.
    func write(text: ByteView) -> Bool {
        if isJSON { return writeJSON(text) }
        return head(UTF8Cursor.isValid(text) ? 3 : 2, UInt64(text.count)) && bytes(text)
    }

    func write(binary: ByteView) -> Bool {
        if isJSON { return writeJSON(binary) }
        return head(2, UInt64(binary.count)) && bytes(binary)
    }

    // MARK: Maps

    func beginMap() -> Bool { isJSON ? out.append(123) : byte(0xBF) }

    func endMap() -> Bool { isJSON ? out.append(125) : byte(0xFF) }

    /// The key of the next value.
    func key(_ name: ByteView, isFirst: Bool) -> Bool {
        guard isJSON else { return write(text: name) }
        return (isFirst || out.append(", ")) && writeJSON(name) && out.append(": ")
    }

    /// Room is kept for the end of the map.
    var hasRoomForEnd: Bool { out.room >= 2 }

    // MARK: JSON

    private func writeJSON(_ text: ByteView) -> Bool {
        guard out.append(34) else { return false }
        var cursor = UTF8Cursor(text)
        while let character = cursor.next() {
            guard writeJSON(character) else { return false }
        }
        return out.append(34)
    }

    private func writeJSON(_ character: UInt32) -> Bool {
        switch character {
        case 34: return out.append("\\\"")
        case 92: return out.append("\\\\")
        case 10: return out.append("\\n")
        case 13: return out.append("\\r")
        case 9: return out.append("\\t")
        case 32..<127: return out.append(UInt8(truncatingIfNeeded: character))
        case 0x10000...:
            let rest = character - 0x10000
            return escape(0xD800 + rest >> 10) && escape(0xDC00 + rest & 0x3FF)
        default: return escape(character)
        }
    }

    private func escape(_ unit: UInt32) -> Bool {
        out.append("\\u") && out.append(capitals: UInt64(unit), digits: 4)
    }

    // MARK: CBOR

    /// The first bytes of a data item: its major type, and its number or length in the shortest form.
    private func head(_ major: UInt8, _ number: UInt64) -> Bool {
        let start = major << 5
        if number < 24 { return byte(start | UInt8(truncatingIfNeeded: number)) }
        let power: UInt8 = number <= 0xFF ? 0 : number <= 0xFFFF ? 1 : number <= 0xFFFF_FFFF ? 2 : 3
        guard byte(start | (24 + power)) else { return false }
        for shift in stride(from: (8 << UInt64(power)) - 8, through: 0, by: -8) {
            guard byte(UInt8(truncatingIfNeeded: number >> UInt64(shift))) else { return false }
        }
        return true
    }

    private func bytes(_ view: ByteView) -> Bool {
        if isRaw { return out.append(view) }
        return view.withSpan { span in
            for index in span.indices where !byte(span[index]) { return false }
            return true
        }
    }

    private func byte(_ value: UInt8) -> Bool {
        isRaw ? out.append(value) : out.append(capitals: UInt64(value), digits: 2)
    }
}
