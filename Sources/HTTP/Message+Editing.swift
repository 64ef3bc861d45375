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
        let known = name.withSpan { HeaderName.identify($0, 0..<$0.count) }
        headers.append(
            HeaderField(
                nameOffset: place.name.offset, valueOffset: place.value.offset, valueLength: place.value.length,
                nameLength: nameLength, name: known, flags: [.adjacent, .terminated]))
        return note(known, value)
    }

    /// Takes out all fields of a name, which is in lower case.
    public func removeFields(named name: ByteView) { removeFields { $0.equals(name) } }

    /// Takes out the fields whose names, which are in lower case, fulfil a condition.
    @inline(__always)
    public func removeFields(where condition: (ByteView) -> Bool) {
        guard let arena else { return }
        // bounded: the indices are the list's own
        for index in headers.fields.indices where !headers.fields[index].isRemoved {
            guard condition(arena.view(of: headers.fields[index].nameSlice)) else { continue }
            noteFraming(headers.fields[index].name)
            headers.remove(at: index)
        }
    }

    /// Replaces a field's value.
    public func replaceValue(at index: Int, with value: ByteView) -> Bool {
        // bounded: checked here
        guard headers.fields.indices.contains(index), let place = place(value) else { return false }
        headers.setValue(place, at: index)
        return note(headers.fields[index].name, value)
    }

    /// Replaces every value that a field of this name has by what `body` makes of it; nil leaves it as it is.
    ///
    /// - Returns: false when `body` fails or there is no room.
    @inline(__always)
    public func replaceValues(named name: ByteView, _ body: (ByteView) -> ValueEdit) -> Bool {
        guard let arena else { return false }
        // bounded: the indices are the list's own, which does not grow here
        for index in headers.fields.indices where !headers.fields[index].isRemoved {
            guard arena.view(of: headers.fields[index].nameSlice).equals(name) else { continue }
            switch body(arena.view(of: headers.fields[index].valueSlice)) {
            case .keep: continue
            case .fail: return false
            case .remove:
                noteFraming(headers.fields[index].name)
                headers.remove(at: index)
            case .replace(let value): guard replaceValue(at: index, with: value) else { return false }
            }
        }
        return true
    }

    /// What becomes of a field's value.
    public enum ValueEdit {
        case keep, fail, remove
        case replace(ByteView)
    }

    /// Replaces a request's target, which cannot be empty.
    public func replaceTarget(_ value: ByteView) -> Bool {
        guard !value.isEmpty, let place = place(value) else { return false }
        target = place
        return true
    }

    /// Lets `Host` follow an authority in the target, as both must name the same (RFC 9112, 3.2); false without room.
    public func alignHost() -> Bool {
        guard let arena, let authority = authority(arena) else { return true }
        removeFields(named: Self.host.view)
        return addField(Self.host.view, arena.view(of: authority))
    }

    private static let host = ConstantBytes(Array("host".utf8))
    private static let length = ConstantBytes(Array("content-length".utf8))
    private static let coding = ConstantBytes(Array("transfer-encoding".utf8))
    private static let chunked = ConstantBytes(Array("chunked".utf8))

    /// Where the target names a host.
    private func authority(_ arena: Buffer) -> ByteSlice? {
        guard let first = arena.byte(at: target.start), first != 47, first != 42 else { return nil }
        guard let range = arena.withArena({ H1Target.authority($0, target.range) }) else { return target }
        return ByteSlice(range.lowerBound, range.upperBound)
    }

    /// Notes what depends on a field that was changed; false without room.
    private func note(_ name: HeaderName, _ value: ByteView) -> Bool {
        switch name {
        case .host where status == 0: return alignAuthority(value)
        case .connection: flags.insert(.editedConnection)
        default: noteFraming(name)
        }
        return true
    }

    private func noteFraming(_ name: HeaderName) {
        if name == .contentLength || name == .transferEncoding { flags.insert(.editedFraming) }
    }

    /// An absolute target names the host that `Host` names.
    private func alignAuthority(_ host: ByteView) -> Bool {
        guard let arena, let authority = authority(arena) else { return true }
        let before = arena.view(from: target.start, to: authority.start)
        let after = arena.view(from: authority.end, to: target.end)
        guard let place = arena.place(before, host, after) else { return false }
        hasPlacedParts = true
        target = place
        return true
    }

    // MARK: What rules cannot change

    /// Makes the fields agree again with where the body ends, which rules cannot change; false without room.
    public func restoreFraming() -> Bool {
        guard flags.contains(.editedFraming) else { return true }
        flags.remove(.editedFraming)
        switch framing {
        case .length(let count):
            headers.remove(.transferEncoding)
            headers.remove(.contentLength)
            let text = ConstantBytes(Array(String(count).utf8))
            return withExtendedLifetime(text) { addField(Self.length.view, text.view) }
        case .chunked:
            headers.remove(.transferEncoding)
            headers.remove(.contentLength)
            return addField(Self.coding.view, Self.chunked.view)
        case .untilClose, .tunnel:
            headers.remove(.transferEncoding)
            headers.remove(.contentLength)
        case .none:
            headers.remove(.transferEncoding)
            // An answer to HEAD tells the length of what it leaves out.
            if status == 0 { headers.remove(.contentLength) }
        }
        return true
    }

    /// Makes the message fit the status that rules have given it; false when that makes no response of it.
    public func restoreBody() -> Bool {
        if status < 200, framing != .tunnel { return false }
        if status == 204 || status == 304, framing != .none {
            framing = .none
            if status == 204 { headers.remove(.contentLength) }
            headers.remove(.transferEncoding)
        }
        return true
    }

    /// Reads `Connection` again after rules have changed it: whether the connection is to be closed.
    public func rereadConnection() -> Bool {
        guard flags.contains(.editedConnection), let arena else { return false }
        flags.remove(.editedConnection)
        flags.subtract([.close, .keepAlive])
        arena.withArena { bytes in
            // bounded: the indices are the list's own
            for index in headers.fields.indices
            where headers.fields[index].name == .connection && !headers.fields[index].isRemoved {
                H1Connection.note(headers.fields[index], at: index, self, bytes)
            }
        }
        return flags.contains(.close)
    }

    /// Replaces a request's method, which cannot be empty.
    public func replaceMethod(_ value: ByteView) -> Bool {
        guard !value.isEmpty, let slice = place(value) else { return false }
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
