/// Reads a view from the left: numbers and blocks whose length comes first. Nothing is read beyond the end.
public struct ByteCursor {
    private let view: ByteView
    public private(set) var position = 0

    public init(_ view: ByteView) { self.view = view }

    public var rest: ByteView { view.slice(position) }
    public var isAtEnd: Bool { position >= view.count }

    /// So many bytes; nil, and nothing is taken, when there are less.
    public mutating func take(_ count: Int) -> ByteView? {
        guard count >= 0, count <= view.count &- position else { return nil }
        defer { position &+= count }
        return view.slice(position, position &+ count)
    }

    /// A number of up to four bytes, most significant first.
    public mutating func number(_ bytes: Int) -> Int? {
        guard (1...4).contains(bytes), let taken = take(bytes) else { return nil }
        return Int(truncatingIfNeeded: taken.bigEndian(0, bytes))
    }

    /// A block behind its length, which is a number of so many bytes.
    public mutating func block(_ lengthBytes: Int) -> ByteView? {
        guard let length = number(lengthBytes) else { return nil }
        return take(length)
    }
}
