/// Memory for a value that is replaced now and then, such as a variable's: it grows when it must and keeps its size.
public final class ByteStorage {
    private var storage: UnsafeMutablePointer<UInt8>?
    public private(set) var capacity = 0

    public init() {}

    deinit { storage?.deallocate() }

    /// Copies bytes here, over what was here; a view of the copy, valid until the next call.
    ///
    /// - Parameter view: may be a part of what is here now.
    public func store(_ view: ByteView) -> ByteView {
        if view.count > capacity {
            let larger = max(32, view.count)
            let fresh = UnsafeMutablePointer<UInt8>.allocate(capacity: larger)
            storage?.deallocate()
            storage = fresh
            capacity = larger
        }
        guard let storage else { return .empty }
        view.withPointer { source, count in
            if let source, count > 0 { storage.update(from: source, count: count) }
        }
        return ByteView(base: UnsafePointer(storage), count: view.count)
    }

    /// Gives the memory back.
    public func release() {
        storage?.deallocate()
        storage = nil
        capacity = 0
    }
}
