/// Hashes of the growing prefixes, or suffixes, of one view: each costs the bytes that the one before has not seen, and is the
/// same as that of those bytes alone. Bytes are taken in words of eight counted from the end that does not move, so a prefix
/// and a suffix with the same bytes have different hashes.
///
/// The seed is drawn once in a process: who can add entries cannot choose which ones collide.
public struct ByteHash {
    /// The end of the view from which prefixes or suffixes grow.
    public enum Direction: Sendable, BitwiseCopyable { case forward, backward }

    @usableFromInline let view: ByteView
    @usableFromInline let direction: Direction
    @usableFromInline let foldsCase: Bool
    @usableFromInline var state: UInt64
    @usableFromInline var taken = 0

    public static let seed = UInt64.random(in: 1 ... .max)

    @inlinable public init(_ view: ByteView, _ direction: Direction = .forward, foldsCase: Bool, seed: UInt64) {
        self.view = view
        self.direction = direction
        self.foldsCase = foldsCase
        state = seed
    }

    /// The hash of the first `length` bytes (the last ones, backward); lengths must not decrease from call to call.
    @inlinable public mutating func hash(upTo length: Int) -> UInt64 {
        let length = min(length, view.count)
        while length &- taken >= 8 {
            state = Self.mixed(state ^ word(8), 0x9e37_79b9_7f4a_7c15)
            taken &+= 8
        }
        let rest = length &- taken
        let last = rest > 0 ? word(rest) : 0
        return Self.mixed(state ^ last, 0xd6e8_feb8_6659_fd93 ^ UInt64(truncatingIfNeeded: length))
    }

    /// The hash of a whole view.
    @inlinable public static func hash(_ view: ByteView, foldsCase: Bool, seed: UInt64) -> UInt64 {
        var hash = ByteHash(view, foldsCase: foldsCase, seed: seed)
        return hash.hash(upTo: view.count)
    }

    /// The next `count` bytes, at most eight, as a number.
    @inlinable func word(_ count: Int) -> UInt64 {
        let word = view.word(at: direction == .forward ? taken : view.count &- taken &- count, count)
        return foldsCase ? Buffer.lowercase(word) : word
    }

    @inlinable @inline(__always)
    static func mixed(_ left: UInt64, _ right: UInt64) -> UInt64 {
        let product = (left ^ 0xa076_1d64_78bd_642f).multipliedFullWidth(by: right | 1)
        return product.high ^ product.low
    }
}

extension ByteView {
    /// `count` bytes from a position on, at most eight, the first in the lowest bits; zero where there are none.
    @inlinable public func word(at position: Int, _ count: Int = 8) -> UInt64 {
        guard let base, position >= 0, count > 0, count <= 8, position <= self.count &- count else { return 0 }
        if count == 8 { return UnsafeRawPointer(base + position).loadUnaligned(as: UInt64.self) }
        if count >= 4 {
            let low = UnsafeRawPointer(base + position).loadUnaligned(as: UInt32.self)
            let high = UnsafeRawPointer(base + (position &+ count &- 4)).loadUnaligned(as: UInt32.self)
            return UInt64(low) | UInt64(high) << (UInt64(truncatingIfNeeded: count &- 4) &* 8)
        }
        let first = UInt64(base[position])
        let middle = UInt64(base[position &+ count / 2])
        let last = UInt64(base[position &+ count &- 1])
        return first | middle << 8 | last << 16
    }
}
