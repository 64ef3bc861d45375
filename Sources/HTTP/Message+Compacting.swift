import Memory

/// Heads that have to wait.
extension Message {
    /// Moves the head into memory of its own that is no larger than it, so that its buffer can go; how many bytes that are. What is
    /// changed later has no room. Zero, and nothing happens, without an arena.
    public func compact() -> Int {
        guard let arena else { return 0 }
        let ceiling = arena.placedStart
        var low = ceiling
        forEachSlice { if !$0.isEmpty { low = min(low, $0.start) } }
        let head = arena.view(from: low, to: arena.end)
        let placed = arena.view(from: ceiling, to: arena.capacity)
        let own = Buffer(capacity: head.count + placed.count)
        guard own.append(head), own.append(placed) else { return 0 }
        let shift = ceiling - head.count
        forEachSlice { slice in
            // An empty slice may point anywhere.
            guard slice.start >= low else { return }
            let start = slice.start - (slice.start < ceiling ? low : shift)
            slice = ByteSlice(start, start + slice.count)
        }
        self.arena = own
        hasPlacedParts = false
        return own.capacity
    }

    /// Every place of the arena that the message points to.
    private func forEachSlice(_ body: (inout ByteSlice) -> Void) {
        body(&methodSlice)
        body(&target)
        body(&reason)
        body(&version)
        headers.updateAll { field in
            var name = field.nameSlice
            body(&name)
            field.nameOffset = name.offset
            var value = field.valueSlice
            body(&value)
            field.valueOffset = value.offset
        }
    }
}
