/// The last bytes written, up to a size that is fixed: new ones take the place of those that were dropped.
///
/// Positions count every byte ever written. Bytes can be read from `start` up to `end`; memory comes with the first byte.
public struct ByteRing {
    public let size: Int
    public private(set) var start: UInt64 = 0
    public private(set) var end: UInt64 = 0
    private var storage: [UInt8] = []

    public init(size: Int) { self.size = max(1, size) }

    public var count: Int { Int(end - start) }
    public var room: Int { size - count }

    /// Forgets the bytes before a position.
    public mutating func drop(upTo position: UInt64) { start = min(max(start, position), end) }

    /// Appends all bytes, or none and returns false.
    @discardableResult
    public mutating func append(_ bytes: Span<UInt8>) -> Bool {
        guard bytes.count <= room else { return false }
        if storage.isEmpty { storage = [UInt8](repeating: 0, count: size) }
        let offset = Int(end % UInt64(size))
        let first = min(bytes.count, size - offset)
        storage.withUnsafeMutableBufferPointer { target in
            bytes.withUnsafeBufferPointer { source in
                guard let target = target.baseAddress, let source = source.baseAddress else { return }
                (target + offset).update(from: source, count: first)
                target.update(from: source + first, count: bytes.count - first)
            }
        }
        end += UInt64(bytes.count)
        return true
    }

    /// The byte at a position, if it is still there.
    public func byte(at position: UInt64) -> UInt8? {
        guard position >= start, position < end else { return nil }
        return storage[Int(position % UInt64(size))]
    }

    /// Appends bytes of the ring to an array; false when not all of them are there.
    @discardableResult
    public func copy(_ position: UInt64, _ count: Int, to array: inout [UInt8]) -> Bool {
        guard count >= 0, position >= start, position <= end, UInt64(count) <= end - position else { return false }
        guard count > 0 else { return true }
        let offset = Int(position % UInt64(size))
        let first = min(count, size - offset)
        array += storage[offset..<offset + first]
        array += storage[..<(count - first)]
        return true
    }
}
