import Memory

/// Changes that rules make to a head. What is new lies at the top of the message's arena (`Buffer.place`), so that the body behind
/// the head stays where it is; each call returns false when there is no room for it.
extension Message {
    /// Adds a field at the end.
    ///
    /// - Parameter name: in lower case.
    public func addField(_ name: ByteView, _ value: ByteView) -> Bool {
        guard let arena, let nameLength = UInt16(exactly: name.count),
            let place = arena.place(name: name, value: value)
        else { return false }
        hasPlacedParts = true
        headers.append(
            HeaderField(
                nameOffset: place.name.offset, valueOffset: place.value.offset, valueLength: place.value.length,
                nameLength: nameLength, name: name.withSpan { HeaderName.identify($0, 0..<$0.count) },
                flags: [.adjacent, .terminated]))
        return true
    }

    /// Takes out all fields of a name, which is in lower case.
    public func removeFields(named name: ByteView) {
        guard let arena else { return }
        // bounded: the indices are the list's own
        for index in headers.fields.indices where !headers.fields[index].isRemoved {
            if arena.view(of: headers.fields[index].nameSlice).equals(name) { headers.remove(at: index) }
        }
    }

    /// Replaces a field's value.
    public func replaceValue(at index: Int, with value: ByteView) -> Bool {
        guard let place = place(value) else { return false }
        headers.setValue(place, at: index)
        return true
    }

    /// Replaces a request's whole target.
    public func replaceTarget(_ value: ByteView) -> Bool { place(value).map { target = $0 } != nil }

    public func replaceMethod(_ value: ByteView) -> Bool {
        guard let slice = place(value) else { return false }
        methodSlice = slice
        method = Method(view: value)
        return true
    }

    /// Replaces the words behind a response's status.
    public func replaceReason(_ value: ByteView) -> Bool { place(value).map { reason = $0 } != nil }

    private func place(_ value: ByteView) -> ByteSlice? {
        guard let slice = arena?.place(value) else { return nil }
        hasPlacedParts = true
        return slice
    }
}
