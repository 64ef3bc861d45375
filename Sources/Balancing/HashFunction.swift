/// The functions of `hash-type`. Their values are those of HAProxy, so that several balancers agree.
public enum HashFunction: Sendable, Equatable {
    case sdbm
    case djb2
    case wt6
    case crc32

    /// The key is a decimal number and is the hash.
    case none

    public func hash(_ bytes: Span<UInt8>) -> UInt32 {
        switch self {
        case .sdbm: Self.sdbm(bytes)
        case .djb2: Self.djb2(bytes)
        case .wt6: Self.wt6(bytes)
        case .crc32: Self.crc32(bytes)
        case .none: Self.number(bytes)
        }
    }

    private static func sdbm(_ bytes: Span<UInt8>) -> UInt32 {
        var hash: UInt32 = 0
        for index in bytes.indices { hash = UInt32(bytes[index]) &+ (hash &<< 6) &+ (hash &<< 16) &- hash }
        return hash
    }

    private static func djb2(_ bytes: Span<UInt8>) -> UInt32 {
        var hash: UInt32 = 5381
        for index in bytes.indices { hash = (hash &<< 5) &+ hash &+ UInt32(bytes[index]) }
        return hash
    }

    /// Two words that are crossed and rotated by amounts that depend on the data.
    private static func wt6(_ bytes: Span<UInt8>) -> UInt32 {
        var low: UInt32 = 0xa53c_965a
        var high: UInt32 = 0x5ca6_953a
        var lowRotation: UInt32 = 6
        var highRotation: UInt32 = 18
        for index in bytes.indices {
            let byte = UInt32(bytes[index])
            low = ~(low ^ byte)
            high = ~(high &+ byte)
            (low, high) = (rotated(high, lowRotation), rotated(low, highRotation))
            let step = (low >> 16 ^ high) & 0xffff
            lowRotation = step & 31
            highRotation = step >> 11
        }
        return low ^ high
    }

    private static func rotated(_ word: UInt32, _ count: UInt32) -> UInt32 {
        word &<< count | word &>> (32 &- count)
    }

    private static let crc32Table: [UInt32] = (0..<256).map { index in
        (0..<8).reduce(UInt32(index)) { value, _ in value & 1 == 0 ? value >> 1 : value >> 1 ^ 0xedb8_8320 }
    }

    private static func crc32(_ bytes: Span<UInt8>) -> UInt32 {
        let table = crc32Table.span
        var value: UInt32 = 0xffff_ffff
        for index in bytes.indices { value = table[Int(UInt8(truncatingIfNeeded: value) ^ bytes[index])] ^ value >> 8 }
        return ~value
    }

    /// Digits after blanks and a sign, up to the first other byte; 0 without any, the lowest 32 bits of large ones.
    private static func number(_ bytes: Span<UInt8>) -> UInt32 {
        var value: UInt32 = 0
        var isNegative = false
        var hasStarted = false
        for index in bytes.indices {
            switch bytes[index] {
            case let byte where byte >= 0x30 && byte <= 0x39:
                value = value &* 10 &+ UInt32(byte &- 0x30)
                hasStarted = true
            case 0x20 where !hasStarted, 0x09 where !hasStarted: continue
            case let byte where (byte == 0x2b || byte == 0x2d) && !hasStarted:
                isNegative = byte == 0x2d
                hasStarted = true
            default: return isNegative ? 0 &- value : value
            }
        }
        return isNegative ? 0 &- value : value
    }
}

/// What `hash-type` does to a hash before it chooses.
public enum HashModifier: Sendable, Equatable {
    case none

    /// Every bit of the hash changes every bit of the result with equal chance.
    case avalanche

    @inlinable public func apply(_ hash: UInt32) -> UInt32 {
        switch self {
        case .none: hash
        case .avalanche: Self.avalanche(hash)
        }
    }

    /// Bob Jenkins' full avalanche of an integer in six shifts, and the multiplication by a prime that spreads its
    /// lowest bits to the top.
    public static func avalanche(_ value: UInt32) -> UInt32 {
        var hash = value
        hash = (hash &+ 0x7ed5_5d16) &+ (hash &<< 12)
        hash = (hash ^ 0xc761_c23c) ^ (hash &>> 19)
        hash = (hash &+ 0x1656_67b1) &+ (hash &<< 5)
        hash = (hash &+ 0xd3a2_646c) ^ (hash &<< 9)
        hash = (hash &+ 0xfd70_46c5) &+ (hash &<< 3)
        hash = (hash ^ 0xb55a_4f09) ^ (hash &>> 16)
        return hash &* 3_221_225_473
    }
}
