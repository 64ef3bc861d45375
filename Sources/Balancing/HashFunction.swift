import Memory

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
        case .sdbm: KeyHash.sdbm(bytes)
        case .djb2: KeyHash.djb2(bytes)
        case .wt6: KeyHash.wt6(bytes)
        case .crc32: CyclicChecksum.crc32.checksum(of: bytes)
        case .none: Self.number(bytes)
        }
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
        case .avalanche: KeyHash.avalanche(hash)
        }
    }
}
