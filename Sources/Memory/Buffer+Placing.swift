extension Buffer {
    /// Copies bytes to the top of the storage, above all data, where they stay until `reset` or `lift`: what a message gets while its
    /// body may still be received behind its head. Nil when less than `reserve` bytes would be left.
    ///
    /// - Parameter view: may lie in this buffer.
    public func place(_ view: ByteView, reserve: Int = 0) -> ByteSlice? {
        if view.isEmpty { return .empty }
        guard let start = carve(view.count, reserve) else { return nil }
        write(view, at: start)
        return ByteSlice(start, start + view.count)
    }

    /// Places three pieces one behind the other.
    public func place(_ first: ByteView, _ second: ByteView, _ third: ByteView) -> ByteSlice? {
        let count = first.count + second.count + third.count
        guard let start = carve(count, 0) else { return nil }
        write(first, at: start)
        write(second, at: start + first.count)
        write(third, at: start + first.count + second.count)
        return ByteSlice(start, start + count)
    }

    /// Places a header field as it is sent, line end included; slices of its name and its value.
    public func place(name: ByteView, value: ByteView, reserve: Int = 0) -> (name: ByteSlice, value: ByteSlice)? {
        guard let start = carve(name.count + value.count + 4, reserve) else { return nil }
        let colon = start + name.count
        let end = colon + 2 + value.count
        write(name, at: start)
        storage[colon] = 58
        storage[colon + 1] = 32
        write(value, at: colon + 2)
        storage[end] = 13
        storage[end + 1] = 10
        return (ByteSlice(start, colon), ByteSlice(colon + 2, end))
    }

    /// Moves bytes of the storage to another position in it; the two places may overlap. Nothing happens where one of them is not
    /// part of what is in use.
    public func move(_ slice: ByteSlice, to position: Int) {
        guard position >= 0, position != slice.start, slice.end <= arenaEnd, slice.count <= arenaEnd - position else {
            return
        }
        (storage + position).update(from: storage + slice.start, count: slice.count)
    }

    /// Where what was placed begins; the capacity without any.
    public var placedStart: Int { ceiling }

    /// Gives the top back to the data: what was placed is no longer needed.
    public func lift() { ceiling = capacity }

    private func carve(_ count: Int, _ reserve: Int) -> Int? {
        guard count >= 0, ceiling - end - max(reserve, 0) > count else { return nil }
        ceiling -= count
        return ceiling
    }

    private func write(_ view: ByteView, at position: Int) {
        view.withPointer { source, count in
            if let source, count > 0 { (storage + position).update(from: source, count: count) }
        }
    }
}
