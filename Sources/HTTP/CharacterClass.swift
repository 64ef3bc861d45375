import Memory

/// Sets of ASCII characters as two words, so that a test is a shift and a mask.
public struct CharacterClass: Sendable {
    let low: UInt64
    let high: UInt64

    @inline(__always)
    public func contains(_ byte: UInt8) -> Bool {
        if byte < 64 { return (low >> UInt64(byte)) & 1 != 0 }
        if byte < 128 { return (high >> UInt64(byte & 63)) & 1 != 0 }
        return false
    }

    /// `token` characters of RFC 9110, 5.6.2.
    @inline(__always) public static var token: CharacterClass {
        CharacterClass(low: 0x03ff_6cfa_0000_0000, high: 0x57ff_ffff_c7ff_fffe)
    }

    /// Visible characters but comma, at sign, slash, question mark and hash.
    @inline(__always) static var authority: CharacterClass {
        CharacterClass(low: 0x7fff_6ff6_0000_0000, high: 0x7fff_ffff_ffff_fffe)
    }

    /// Letters, digits and the hyphen: header names that no application confuses.
    @inline(__always) public static var plainName: CharacterClass {
        CharacterClass(low: 0x03ff_2000_0000_0000, high: 0x07ff_fffe_07ff_fffe)
    }
}

extension Span where Element == UInt8 {
    /// Whether the bytes of `range` are all of a class.
    public func consists(of characters: CharacterClass, in range: Range<Int>) -> Bool {
        for position in range {
            guard let byte = byte(at: position), characters.contains(byte) else { return false }
        }
        return true
    }
}
