import Glibc

/// Numbers of 32 bits that grow and shrink at the end, in memory that large lists do not copy to grow.
public struct WordList: ~Copyable {
    public private(set) var count = 0
    @usableFromInline var storage: UnsafeMutablePointer<UInt32>?
    private var capacity = 0

    public init() {}

    deinit { free(storage) }

    /// Bytes of memory.
    public var size: Int { capacity * 4 }

    /// Adds a number; false without memory.
    public mutating func append(_ word: UInt32) -> Bool {
        if count == capacity {
            guard resize(to: count + max(8, count / 8)) else { return false }
        }
        storage?[count] = word
        count += 1
        return true
    }

    /// Takes the last number away.
    public mutating func removeLast() {
        guard count > 0 else { return }
        count -= 1
        if capacity > 64, count < capacity / 2 { _ = resize(to: count + count / 8) }
    }

    private mutating func resize(to capacity: Int) -> Bool {
        guard let memory = realloc(storage, max(8, capacity) * 4) else { return false }
        storage = memory.assumingMemoryBound(to: UInt32.self)
        self.capacity = max(8, capacity)
        return true
    }

    @inlinable public subscript(_ index: Int) -> UInt32 {
        get {
            precondition(index >= 0 && index < count)
            return storage?[index] ?? .max
        }
        set {
            precondition(index >= 0 && index < count)
            storage?[index] = newValue
        }
    }
}
