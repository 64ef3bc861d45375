import Memory

/// A moment as cookies carry it: five digits of base 64, which count four seconds each.
struct CookieDate: Equatable {
    /// Units of four seconds since 1970; 0 is no date.
    var units: UInt32 = 0

    /// Clocks of clients' other balancers may run ahead by so much: a day.
    private static let tolerance: Int64 = 86400

    init() {}

    init(seconds: Int64) { units = UInt32(truncatingIfNeeded: seconds >> 2) & 0x3fff_ffff }

    /// Reads five digits; what is none is no date.
    init(_ text: ByteView) {
        var value: UInt32 = 0
        for position in 0..<5 {
            guard let byte = text.byte(at: position), let digit = CookieDate.digit(byte) else { return }
            value = value << 6 | digit
        }
        units = value
    }

    private static func digit(_ byte: UInt8) -> UInt32? {
        switch byte {
        case 65...90: UInt32(byte &- 65)
        case 97...122: UInt32(byte &- 71)
        case 48...57: UInt32(byte &+ 4)
        case 43: 62
        case 47: 63
        default: nil
        }
    }

    /// Too old for a limit of seconds, or too far in the future.
    func isOutside(_ limit: Int64, at now: CookieDate) -> Bool {
        guard units != 0, limit > 0 else { return false }
        let age = (Int64(now.units) - Int64(units)) * 4
        return age > limit || age < -CookieDate.tolerance
    }

    func write(into out: Buffer) -> Bool {
        for shift in [24, 18, 12, 6, 0] as [UInt32] {
            let digit = UInt8(truncatingIfNeeded: units >> shift & 63)
            let byte: UInt8 =
                switch digit {
                case 0...25: digit &+ 65
                case 26...51: digit &+ 71
                case 52...61: digit &- 4
                case 62: 43
                default: 47
                }
            guard out.append(byte) else { return false }
        }
        return true
    }
}
