import Memory

/// One header field: where its name and value lie in the message's arena.
public struct HeaderField: Sendable {
    public var nameOffset: UInt32
    public var valueOffset: UInt32
    public var valueLength: UInt32
    public var nameLength: UInt16
    public var name: HeaderName
    public var flags: Flags

    public struct Flags: OptionSet, Sendable {
        public let rawValue: UInt8
        @inlinable public init(rawValue: UInt8) { self.rawValue = rawValue }
        /// In the arena the name is followed by `: ` and the value, so that both are copied at once.
        public static let adjacent = Flags(rawValue: 1)
        /// In the arena the value is followed by CRLF.
        public static let terminated = Flags(rawValue: 8)
        /// Taken out: not sent, not found.
        public static let removed = Flags(rawValue: 2)
        /// The name has capitals as received; cleared once it is in lower case.
        public static let capitals = Flags(rawValue: 4)
    }

    @inlinable public var nameSlice: ByteSlice { ByteSlice(offset: nameOffset, length: UInt32(nameLength)) }
    @inlinable public var valueSlice: ByteSlice { ByteSlice(offset: valueOffset, length: valueLength) }
    @inlinable public var isRemoved: Bool { flags.contains(.removed) }
}

/// The header fields of a message, in order. Names and values lie in one arena, the message's buffer; HTTP/1 parses them
/// in place, HTTP/2 writes them there.
public struct HeaderList {
    public private(set) var fields: ContiguousArray<HeaderField> = []
    /// Line breaks inside values, to be overwritten; nearly always empty.
    var folds: [ByteSlice] = []

    public init() {}

    @inlinable public var count: Int { fields.count }

    public mutating func append(_ field: HeaderField) { fields.append(field) }

    /// Empties the list and keeps its memory for the next message.
    public mutating func removeAll() {
        if !fields.isEmpty { fields.removeAll(keepingCapacity: true) }
        if !folds.isEmpty { folds = [] }
    }

    /// Takes out every field of that name.
    public mutating func remove(_ name: HeaderName) {
        // bounded: the index is one of the list's own
        for index in fields.indices where fields[index].name == name { fields[index].flags.insert(.removed) }
    }

    public mutating func remove(at index: Int) {
        // bounded: checked here
        guard fields.indices.contains(index) else { return }
        fields[index].flags.insert(.removed)
    }

    /// Extends the last value by a folded line (RFC 9112, 5.2). What lies between `lineEnd` and `value`, the line break and
    /// blanks, is overwritten with spaces by the parser, also when nothing follows: a later fold may enclose it.
    mutating func foldLastValue(lineEnd: Int, value: Range<Int>) {
        // bounded: the index is the list's own
        guard let last = fields.indices.last, value.upperBound >= Int(fields[last].valueOffset) else { return }
        fields[last].flags.subtract([.terminated, .adjacent])
        folds.append(ByteSlice(lineEnd, value.lowerBound))
        if value.isEmpty { return }
        if fields[last].valueLength == 0 { fields[last].valueOffset = UInt32(truncatingIfNeeded: value.lowerBound) }
        fields[last].valueLength = UInt32(truncatingIfNeeded: value.upperBound - Int(fields[last].valueOffset))
    }

    /// Overwrites a value in place by one that is not longer.
    mutating func replaceValue(at index: Int, with bytes: [UInt8], in buffer: Buffer) {
        // bounded: checked here
        guard fields.indices.contains(index), bytes.count <= fields[index].valueSlice.count else { return }
        let start = fields[index].valueSlice.start
        for (offset, byte) in bytes.enumerated() { buffer.set(byte, at: start + offset) }
        if fields[index].valueSlice.count != bytes.count { fields[index].flags.remove(.terminated) }
        fields[index].valueLength = UInt32(truncatingIfNeeded: bytes.count)
    }

    /// Changes every field.
    mutating func updateAll(_ body: (inout HeaderField) -> Void) {
        // bounded: the indices are the list's own
        for index in fields.indices { body(&fields[index]) }
    }

    /// Cuts a value at its end.
    mutating func shortenValue(at index: Int, to length: Int) {
        // bounded: checked here
        guard fields.indices.contains(index), length >= 0, length < fields[index].valueSlice.count else { return }
        fields[index].valueLength = UInt32(truncatingIfNeeded: length)
        fields[index].flags.remove(.terminated)
    }

    /// Lets a field's value lie elsewhere in the arena.
    mutating func setValue(_ value: ByteSlice, at index: Int) {
        // bounded: checked here
        guard fields.indices.contains(index) else { return }
        fields[index].valueOffset = value.offset
        fields[index].valueLength = value.length
        fields[index].flags.subtract([.adjacent, .terminated])
    }

    /// The first field of that name that is not taken out.
    public func first(_ name: HeaderName) -> HeaderField? {
        // bounded: the index is one of the list's own
        for index in fields.indices where fields[index].name == name && !fields[index].isRemoved {
            return fields[index]
        }
        return nil
    }
}
