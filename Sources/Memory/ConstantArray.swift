/// Plain values that never change once made, for tables that loops share. Its view is valid as long as the object lives.
///
/// Sendable because nothing can write to the memory after `init`.
public final class ConstantArray<Element: BitwiseCopyable>: @unchecked Sendable {
    private let storage: UnsafeMutablePointer<Element>
    public let count: Int

    public init(_ elements: [Element]) {
        count = elements.count
        storage = .allocate(capacity: max(1, elements.count))
        elements.withUnsafeBufferPointer { source in
            if let base = source.baseAddress { storage.initialize(from: base, count: source.count) }
        }
    }

    deinit { storage.deallocate() }

    public var view: ArrayView<Element> { ArrayView(base: UnsafePointer(storage), count: count) }

    /// Bytes of memory for the elements.
    public var size: Int { count * MemoryLayout<Element>.stride }
}

/// The values of a `ConstantArray`. A plain value itself: it counts nothing, so that loops can share what it shows, and it is
/// valid only as long as its owner lives.
///
/// Sendable because nothing can write to what it shows.
public struct ArrayView<Element: BitwiseCopyable>: BitwiseCopyable, @unchecked Sendable {
    @usableFromInline let base: UnsafePointer<Element>?
    public let count: Int

    @inlinable init(base: UnsafePointer<Element>?, count: Int) {
        self.base = base
        self.count = count
    }

    public static var empty: ArrayView<Element> { ArrayView(base: nil, count: 0) }

    @inlinable public var isEmpty: Bool { count == 0 }

    /// The element at a position, if there is one.
    @inlinable @inline(__always)
    public func at(_ position: Int) -> Element? {
        guard position >= 0, position < count, let base else { return nil }
        return base[position]
    }

    /// Reads a large element where it lies, without a copy.
    @inlinable @inline(__always)
    public func with<Result>(_ position: Int, _ body: (borrowing Element) -> Result) -> Result? {
        guard position >= 0, position < count, let base else { return nil }
        return body(base[position])
    }

    /// The number of elements that come before the first one for which `isBeyond` holds; the elements are sorted by it.
    @inlinable @inline(__always)
    public func firstIndex(from start: Int = 0, isBeyond: (Element) -> Bool) -> Int {
        guard let base else { return 0 }
        var low = min(max(start, 0), count)
        var high = count
        while low < high {
            let middle = (low &+ high) / 2
            if isBeyond(base[middle]) { high = middle } else { low = middle &+ 1 }
        }
        return low
    }
}

extension ArrayView<UInt8> {
    /// The bytes from `start` up to `end`, both cut to what is there.
    @inlinable public func slice(_ start: Int, _ end: Int) -> ByteView {
        ByteView(base: base, count: count).slice(start, end)
    }
}
