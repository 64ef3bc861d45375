/// Short hashes of keys. Their values are those of HAProxy, so that several balancers agree.
public enum KeyHash {
    public static func sdbm(_ bytes: Span<UInt8>) -> UInt32 {
        var hash: UInt32 = 0
        for index in bytes.indices { hash = UInt32(bytes[index]) &+ (hash &<< 6) &+ (hash &<< 16) &- hash }
        return hash
    }

    public static func djb2(_ bytes: Span<UInt8>) -> UInt32 {
        var hash: UInt32 = 5381
        for index in bytes.indices { hash = (hash &<< 5) &+ hash &+ UInt32(bytes[index]) }
        return hash
    }

    /// Two words that are crossed and rotated by amounts that depend on the data.
    public static func wt6(_ bytes: Span<UInt8>) -> UInt32 {
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

    /// Bob Jenkins' full avalanche of an integer in six shifts, and the multiplication by a prime that spreads its
    /// lowest bits to the top: every bit of the hash changes every bit of the result with equal chance.
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
