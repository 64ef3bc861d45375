import Memory

extension Converter {
    /// `json([<input-code>])`
    static let json = Converter(
        "json", takes: .string, gives: .string, arguments: ArgumentGrammar([.string]),
        "Escapes a text for use in a JSON string, all in ASCII.",
        check: { arguments in
            guard let reading = CharacterReading.named(arguments.text(0)) else {
                throw arguments.refuse(
                    "Unexpected input code type. Allowed value are 'ascii', 'utf8', 'utf8s', 'utf8p' and 'utf8ps'.")
            }
            arguments.set(reading.rawValue, at: 0)
        },
        apply: { value, arguments, evaluation in
            let reading = CharacterReading(rawValue: arguments.integer(0))
            return value.rewritten(evaluation) { view, out in
                var position = 0
                while position < view.count {
                    guard let character = reading.next(view, &position) else {
                        if reading.contains(.silent) { continue }
                        return false
                    }
                    guard appendJSON(character, to: out) else { return false }
                }
                return true
            }
        })

    private static func appendJSON(_ character: UInt32, to out: Buffer) -> Bool {
        switch character {
        case 8: return out.append("\\b")
        case 9: return out.append("\\t")
        case 10: return out.append("\\n")
        case 12: return out.append("\\f")
        case 13: return out.append("\\r")
        case 34: return out.append("\\\"")
        case 47: return out.append("\\/")
        case 92: return out.append("\\\\")
        case 32..<127: return out.append(UInt8(truncatingIfNeeded: character))
        default:
            guard out.append("\\u") else { return false }
            for shift: UInt32 in [12, 8, 4, 0] {
                let digit = UInt8(truncatingIfNeeded: character >> shift & 15)
                guard out.append(digit < 10 ? 48 &+ digit : 87 &+ digit) else { return false }
            }
            return true
        }
    }
}

/// How characters are read from bytes, and what becomes of wrong ones.
struct CharacterReading: OptionSet {
    let rawValue: Int64

    static let utf8 = CharacterReading(rawValue: 1)
    /// Characters that are written longer than they need to be are accepted.
    static let permissive = CharacterReading(rawValue: 2)
    /// Wrong characters are left out instead of failing.
    static let silent = CharacterReading(rawValue: 4)

    static func named(_ name: String) -> CharacterReading? {
        switch name {
        case "", "ascii": []
        case "utf8": .utf8
        case "utf8s": [.utf8, .silent]
        case "utf8p": [.utf8, .permissive]
        case "utf8ps": [.utf8, .permissive, .silent]
        default: nil
        }
    }

    /// The character at a position, which moves behind it; nil for a wrong one, and for those that four hexadecimal digits
    /// cannot write.
    func next(_ view: ByteView, _ position: inout Int) -> UInt32? {
        guard let first = view.byte(at: position) else { return nil }
        position += 1
        guard contains(.utf8), first >= 0x80 else { return UInt32(first) }
        // The number of leading ones is the length, which no lone or forbidden byte has.
        let length = (~first).leadingZeroBitCount
        guard length >= 2, length <= 6 else { return nil }
        var character = UInt32(first & (0x7f >> UInt8(length)))
        for _ in 1..<length {
            guard let byte = view.byte(at: position), byte >> 6 == 2 else { return nil }
            character = character << 6 | UInt32(byte & 0x3f)
            position += 1
        }
        if !contains(.permissive), length > Self.length(of: character) { return nil }
        let isForbidden = character > 0xffff || character >> 11 == 0x1b || character == 0xfffe || character == 0xffff
        return isForbidden ? nil : character
    }

    /// The bytes that a character needs in UTF-8.
    private static func length(of character: UInt32) -> Int {
        switch character {
        case 0..<0x80: 1
        case 0x80..<0x800: 2
        case 0x800..<0x1_0000: 3
        case 0x1_0000..<0x20_0000: 4
        case 0x20_0000..<0x400_0000: 5
        default: 6
        }
    }
}
