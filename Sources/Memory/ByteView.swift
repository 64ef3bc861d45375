/// Bytes that somebody else owns: a piece of a message, a constant of the configuration, or the scratch memory of an evaluation.
///
/// A view is a plain value, counts nothing and is valid only as long as its owner leaves the bytes where they are: the time of
/// one evaluation, for all that is not a constant. Whoever keeps bytes longer copies them. Every access is checked against the
/// view's length.
public struct ByteView: BitwiseCopyable {
    @usableFromInline let base: UnsafePointer<UInt8>?
    public let count: Int

    @inlinable init(base: UnsafePointer<UInt8>?, count: Int) {
        self.base = base
        self.count = count
    }

    /// A constant of the program.
    @inlinable public init(_ text: StaticString) {
        self.init(
            base: text.hasPointerRepresentation ? text.utf8Start : nil,
            count: text.hasPointerRepresentation ? text.utf8CodeUnitCount : 0)
    }

    public static var empty: ByteView { ByteView(base: nil, count: 0) }

    @inlinable public var isEmpty: Bool { count == 0 }

    /// The byte at a position, if there is one.
    @inlinable public func byte(at position: Int) -> UInt8? {
        guard position >= 0, position < count, let base else { return nil }
        return base[position]
    }

    /// The bytes from `start` up to `end`, both cut to what is there.
    @inlinable public func slice(_ start: Int, _ end: Int = .max) -> ByteView {
        let from = min(max(start, 0), count)
        let to = min(max(end, from), count)
        guard let base else { return self }
        return ByteView(base: base + from, count: to &- from)
    }

    /// Reads the bytes.
    @inlinable public func withSpan<Result>(_ body: (Span<UInt8>) throws -> Result) rethrows -> Result {
        try body(Span(_unsafeElements: UnsafeBufferPointer(start: base, count: count)))
    }

    /// Reads the bytes for a C function; the pointer may be nil for an empty view.
    @inlinable public func withPointer<Result>(_ body: (UnsafePointer<UInt8>?, Int) throws -> Result) rethrows -> Result
    {
        try body(base, count)
    }

    /// A copy, for what is not on a request's way.
    public var bytes: [UInt8] { Array(UnsafeBufferPointer(start: base, count: count)) }

    /// The position of the first such byte from `start` on.
    @inlinable public func firstIndex(of byte: UInt8, from start: Int = 0) -> Int? {
        guard let base else { return nil }
        var position = max(start, 0)
        while position < count {
            if base[position] == byte { return position }
            position &+= 1
        }
        return nil
    }

    @inlinable public func equals(_ other: ByteView) -> Bool {
        guard count == other.count else { return false }
        guard let base, let otherBase = other.base else { return count == 0 }
        return compareBytes(base, otherBase, count)
    }

    /// Whether both are the same but for the case of ASCII letters.
    public func equalsIgnoringCase(_ other: ByteView) -> Bool {
        guard count == other.count else { return false }
        var position = 0
        while position < count {
            let length = min(8, count &- position)
            guard Buffer.lowercase(word(at: position, length)) == Buffer.lowercase(other.word(at: position, length))
            else {
                return false
            }
            position &+= 8
        }
        return true
    }

    @inlinable public func equals(_ text: StaticString) -> Bool {
        guard count == text.utf8CodeUnitCount, let base else { return count == text.utf8CodeUnitCount }
        return compareBytes(base, text.utf8Start, count)
    }

    /// Less, equal or greater than zero, byte by byte; a prefix is less.
    public func compared(to other: ByteView) -> Int {
        let shared = min(count, other.count)
        if let base, let otherBase = other.base {
            for position in 0..<shared where base[position] != otherBase[position] {
                return Int(base[position]) - Int(otherBase[position])
            }
        }
        return count - other.count
    }

    @inlinable static func lowered(_ byte: UInt8) -> UInt8 { byte &- 65 < 26 ? byte | 0x20 : byte }
}

/// Eight bytes at once; the last word may overlap the one before.
@inlinable
func compareBytes(_ left: UnsafePointer<UInt8>, _ right: UnsafePointer<UInt8>, _ count: Int) -> Bool {
    var position = 0
    if count >= 8 {
        let (left, right) = (UnsafeRawPointer(left), UnsafeRawPointer(right))
        let last = count &- 8
        while true {
            let word = left.loadUnaligned(fromByteOffset: position, as: UInt64.self)
            if word != right.loadUnaligned(fromByteOffset: position, as: UInt64.self) { return false }
            if position == last { return true }
            position = min(position &+ 8, last)
        }
    }
    while position < count {
        if left[position] != right[position] { return false }
        position &+= 1
    }
    return true
}

extension Buffer {
    /// The data between two absolute positions; empty when they are not inside.
    @inlinable public func view(from start: Int, to end: Int) -> ByteView {
        guard start >= 0, start <= end, end <= arenaEnd else { return .empty }
        return ByteView(base: UnsafePointer(storage + start), count: end &- start)
    }

    /// The data from an absolute position on.
    @inlinable public func view(from start: Int) -> ByteView { view(from: start, to: end) }

    @inlinable public func view(of slice: ByteSlice) -> ByteView { view(from: slice.start, to: slice.end) }

    /// Appends all bytes, or none and returns false.
    @discardableResult
    public func append(_ view: ByteView) -> Bool { view.withSpan { append($0) } }
}
