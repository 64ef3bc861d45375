/// A piece of an arena by position: where a header's name or value lies. It owns nothing and stays right while the
/// arena's bytes stay where they are.
public struct ByteSlice: Sendable, Hashable {
    public var offset: UInt32
    public var length: UInt32

    @inlinable public init(offset: UInt32, length: UInt32) {
        self.offset = offset
        self.length = length
    }

    /// Positions come from a buffer, whose capacity is far below 2³²; anything else becomes the empty slice.
    @inlinable public init(_ start: Int, _ end: Int) {
        let from = UInt32(exactly: start) ?? 0
        let to = UInt32(exactly: end) ?? 0
        self.init(offset: from, length: to >= from ? to - from : 0)
    }

    @inlinable public static var empty: ByteSlice { ByteSlice(offset: 0, length: 0) }

    @inlinable public var isEmpty: Bool { length == 0 }
    @inlinable public var count: Int { Int(length) }
    @inlinable public var start: Int { Int(offset) }
    @inlinable public var end: Int { Int(offset) + Int(length) }
    @inlinable public var range: Range<Int> { start..<end }
}
