/// A number of bytes: sizes in the configuration, limits, pool figures.
public struct ByteCount: Sendable, Hashable, Comparable {
    public var rawValue: Int

    @inlinable public init(_ rawValue: Int) { self.rawValue = rawValue }

    @inlinable public static func < (left: ByteCount, right: ByteCount) -> Bool { left.rawValue < right.rawValue }

    public static func kibibytes(_ count: Int) -> ByteCount { ByteCount(count &* 1024) }
}
