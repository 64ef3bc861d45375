import Memory

/// Bytes as text of 64 characters and back (RFC 4648, 4 and 5).
extension Converter {
    /// `base64`
    static let base64 = Converter("base64", takes: .binary, gives: .string, "Bytes as base64.") {
        value, _, evaluation in
        value.rewritten(evaluation) { view, out in Base64Alphabet.standard.encode(view, to: out) }
    }

    /// `ub64enc`
    static let ub64enc = Converter("ub64enc", takes: .binary, gives: .string, "Bytes as base64url, without padding.") {
        value, _, evaluation in
        value.rewritten(evaluation) { view, out in Base64Alphabet.url.encode(view, to: out) }
    }

    /// `b64dec`
    static let b64dec = Converter("b64dec", takes: .string, gives: .binary, "The bytes that base64 stands for.") {
        value, _, evaluation in
        guard let view = value.view, view.count % 4 == 0 else { return nil }
        return evaluation.write { Base64Alphabet.standard.decode(view, to: $0) }.map { .binary($0) }
    }

    /// `ub64dec`
    static let ub64dec = Converter(
        "ub64dec", takes: .string, gives: .binary, "The bytes that base64url stands for, with or without padding."
    ) { value, _, evaluation in
        guard let view = value.view else { return nil }
        return evaluation.write { Base64Alphabet.url.decode(view, to: $0) }.map { .binary($0) }
    }
}

/// The two alphabets, which differ in the characters for 62 and 63 and in the padding.
enum Base64Alphabet {
    case standard, url

    /// Appends the text; false without room.
    func encode(_ view: ByteView, to out: Buffer) -> Bool {
        view.withSpan { span in
            guard span.count <= out.room / 4 * 3 - 3 else { return span.isEmpty }
            var position = 0
            while position + 2 < span.count {
                let bits = UInt32(span[position]) << 16 | UInt32(span[position + 1]) << 8 | UInt32(span[position + 2])
                append(bits, 4, to: out)
                position += 3
            }
            switch span.count - position {
            case 1: append(UInt32(span[position]) << 16, 2, to: out)
            case 2: append(UInt32(span[position]) << 16 | UInt32(span[position + 1]) << 8, 3, to: out)
            default: break
            }
            return true
        }
    }

    /// Appends so many characters for 24 bits, and the padding.
    @inline(__always)
    private func append(_ bits: UInt32, _ count: Int, to out: Buffer) {
        for index in 0..<4 {
            if index < count {
                out.append(character(UInt8(truncatingIfNeeded: bits >> UInt32(18 - 6 * index)) & 63))
            } else if self == .standard {
                out.append(61)
            }
        }
    }

    /// Appends the bytes; false when the text is not of this alphabet or there is no room.
    func decode(_ view: ByteView, to out: Buffer) -> Bool {
        let text = unpadded(view)
        // One character cannot stand for a byte.
        guard text.count % 4 != 1, text.count / 4 * 3 + 3 <= out.room else { return text.isEmpty }
        return text.withSpan { span in
            var bits: UInt32 = 0
            var held: UInt32 = 0
            for index in span.indices {
                guard let value = value(span[index]) else { return false }
                bits = bits << 6 | UInt32(value)
                held += 6
                if held >= 8 {
                    held -= 8
                    out.append(UInt8(truncatingIfNeeded: bits >> held))
                }
            }
            return true
        }
    }

    /// At most two characters of padding, which complete a group of four.
    private func unpadded(_ view: ByteView) -> ByteView {
        guard view.count % 4 == 0 || self == .url, view.byte(at: view.count - 1) == 61 else { return view }
        return view.slice(0, view.count - (view.byte(at: view.count - 2) == 61 ? 2 : 1))
    }

    @inline(__always)
    private func character(_ value: UInt8) -> UInt8 {
        switch value {
        case 0..<26: 65 &+ value
        case 26..<52: 71 &+ value
        case 52..<62: value &- 4
        case 62: self == .standard ? 43 : 45
        default: self == .standard ? 47 : 95
        }
    }

    @inline(__always)
    private func value(_ character: UInt8) -> UInt8? {
        if character &- 65 < 26 { return character &- 65 }
        if character &- 97 < 26 { return character &- 71 }
        if character &- 48 < 10 { return character &+ 4 }
        switch (self, character) {
        case (.standard, 43), (.url, 45): return 62
        case (.standard, 47), (.url, 95): return 63
        default: return nil
        }
    }
}
