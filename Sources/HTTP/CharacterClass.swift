/// Sets of ASCII characters as two words, so that a test is a shift and a mask.
struct CharacterClass {
    let low: UInt64
    let high: UInt64

    @inline(__always)
    func contains(_ byte: UInt8) -> Bool {
        if byte < 64 { return (low >> UInt64(byte)) & 1 != 0 }
        if byte < 128 { return (high >> UInt64(byte & 63)) & 1 != 0 }
        return false
    }

    /// `token` characters of RFC 9110, 5.6.2.
    @inline(__always) static var token: CharacterClass {
        CharacterClass(low: 0x03ff_6cfa_0000_0000, high: 0x57ff_ffff_c7ff_fffe)
    }
}
