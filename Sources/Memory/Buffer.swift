/// A fixed piece of memory with data in `start..<end`, taken from a `BufferPool` and given back to it.
///
/// Positions are absolute in the storage, so that a `ByteSlice` stays right while data is consumed at the front. Whoever
/// holds the reference owns the content; a buffer has one holder at a time. Every write is checked against the capacity
/// and says how much it took, so that no length from a peer can leave the storage.
public final class Buffer {
    @usableFromInline let storage: UnsafeMutablePointer<UInt8>
    public let capacity: Int
    /// First byte of data.
    public private(set) var start: Int
    /// First byte after the data.
    public private(set) var end: Int
    /// Where data must end: below what was placed at the top (`place`), else the capacity.
    @usableFromInline var ceiling: Int
    /// The pool wants to know whether pages were given back to the system.
    var isCold = true

    /// The memory is the buffer's own.
    private let ownsStorage: Bool

    /// `storage` must outlive the buffer; the pool owns it.
    package init(storage: UnsafeMutablePointer<UInt8>, capacity: Int) {
        self.storage = storage
        self.capacity = capacity
        ceiling = capacity
        ownsStorage = false
        start = 0
        end = 0
    }

    /// A buffer outside of any pool, for what a loop keeps for good. Pages that are never written cost nothing.
    public init(capacity: Int) {
        self.capacity = max(capacity, 1)
        ceiling = max(capacity, 1)
        storage = .allocate(capacity: max(capacity, 1))
        ownsStorage = true
        start = 0
        end = 0
    }

    deinit { if ownsStorage { storage.deallocate() } }

    /// Room left in front of the data when a body is received, enough for a chunk header (16 hexadecimal digits, CRLF).
    public static let headroom = 20
    /// Room left behind a received body, enough for the end of a chunk and the last chunk.
    public static let tailroom = 12

    @inlinable public var count: Int { end - start }
    @inlinable public var isEmpty: Bool { start == end }
    /// Bytes that can be appended.
    @inlinable public var room: Int { ceiling - end }

    /// Forgets the data and starts at `headroom`.
    public func reset(headroom: Int = 0) {
        start = min(headroom, capacity)
        end = start
        ceiling = capacity
    }

    /// Drops `count` bytes at the front, at most what is there.
    public func consume(_ count: Int) {
        start = min(start + max(count, 0), end)
    }

    /// Moves the front to an absolute position within the data.
    public func consume(upTo position: Int) {
        if position > start { start = min(position, end) }
    }

    /// Cuts the data at an absolute position.
    public func truncate(at position: Int) {
        end = min(max(position, start), end)
    }

    /// Moves the data to the start of the storage, to make room behind it. Slices into the buffer become wrong.
    public func compact() {
        guard start > 0 else { return }
        let length = count
        if length > 0 { storage.update(from: storage + start, count: length) }
        start = 0
        end = length
    }

    /// Up to where absolute positions may point.
    @inlinable var arenaEnd: Int { ceiling == capacity ? end : capacity }

    /// Reads the whole storage in use, so that absolute positions can be used.
    @inlinable public func withArena<Result>(_ body: (Span<UInt8>) throws -> Result) rethrows -> Result {
        try body(Span(_unsafeStart: UnsafePointer(storage), count: arenaEnd))
    }

    /// Reads the data.
    @inlinable public func withBytes<Result>(_ body: (Span<UInt8>) throws -> Result) rethrows -> Result {
        try body(Span(_unsafeStart: UnsafePointer(storage + start), count: end - start))
    }

    /// The byte at an absolute position, if it is part of the storage in use.
    @inlinable public func byte(at position: Int) -> UInt8? {
        position >= 0 && position < arenaEnd ? storage[position] : nil
    }

    /// Overwrites one byte of the storage in use.
    @inlinable public func set(_ byte: UInt8, at position: Int) {
        if position >= 0 && position < arenaEnd { storage[position] = byte }
    }

    /// Gives the free room behind the data to a reader such as `recv`, less `reserve` bytes; `fill` returns how many bytes it wrote.
    public func fill(reserve: Int = 0, _ fill: (UnsafeMutableRawPointer, Int) -> Int) -> Int {
        let free = ceiling - end - reserve
        guard free > 0 else { return 0 }
        let count = fill(UnsafeMutableRawPointer(storage + end), free)
        if count > 0 { end += min(count, free) }
        return count
    }

    /// Gives the data to a writer such as `send`; what it took is consumed.
    public func drain(_ drain: (UnsafeRawPointer, Int) -> Int) -> Int {
        let taken = drain(UnsafeRawPointer(storage + start), end - start)
        if taken > 0 { start = min(start + taken, end) }
        return taken
    }
}

// MARK: - Appending

extension Buffer {
    /// Appends one byte; false when there is no room.
    @discardableResult
    public func append(_ byte: UInt8) -> Bool {
        guard end < ceiling else { return false }
        storage[end] = byte
        end += 1
        return true
    }

    /// Appends all bytes, or none and returns false.
    @discardableResult
    public func append(_ bytes: Span<UInt8>) -> Bool {
        let count = bytes.count
        guard count <= ceiling - end else { return false }
        bytes.withUnsafeBufferPointer { source in
            if let base = source.baseAddress { (storage + end).update(from: base, count: count) }
        }
        end += count
        return true
    }

    @discardableResult
    public func append(_ text: StaticString) -> Bool {
        let count = text.utf8CodeUnitCount
        guard count <= ceiling - end else { return false }
        (storage + end).update(from: text.utf8Start, count: count)
        end += count
        return true
    }

    @discardableResult
    public func append(_ bytes: [UInt8]) -> Bool {
        append(bytes.span)
    }

    /// For text that is not on a request's way. It has a label so that a literal is never taken for a `String`.
    @discardableResult
    public func append(text: String) -> Bool {
        var text = text
        return text.withUTF8 { source in
            guard source.count <= ceiling - end else { return false }
            if let base = source.baseAddress { (storage + end).update(from: base, count: source.count) }
            end += source.count
            return true
        }
    }

    /// Appends a slice of another buffer's arena, or of this one's; none when there is no room or the slice is not inside.
    @discardableResult
    public func append(_ slice: ByteSlice, of source: Buffer) -> Bool {
        let count = slice.count
        guard count <= ceiling - end, slice.end <= source.arenaEnd else { return false }
        (storage + end).update(from: source.storage + slice.start, count: count)
        end += count
        return true
    }

    /// Moves as much data as fits from the front of another buffer; returns how much.
    @discardableResult
    public func append(moving source: Buffer, atMost limit: Int = .max, reserve: Int = 0) -> Int {
        let count = min(source.count, ceiling - end - reserve, limit)
        guard count > 0 else { return 0 }
        (storage + end).update(from: source.storage + source.start, count: count)
        end += count
        source.start += count
        return count
    }

    @discardableResult
    public func append(decimal value: UInt64) -> Bool {
        if value < 10 { return append(UInt8(truncatingIfNeeded: 48 &+ value)) }
        var digits = 1
        var rest = value / 10
        while rest > 0 {
            digits += 1
            rest /= 10
        }
        guard digits <= ceiling - end else { return false }
        rest = value
        var position = end + digits
        repeat {
            position -= 1
            storage[position] = UInt8(truncatingIfNeeded: 48 + rest % 10)
            rest /= 10
        } while rest > 0
        end += digits
        return true
    }

    @discardableResult
    public func append(hexadecimal value: UInt64) -> Bool {
        let digits = max(1, (64 - value.leadingZeroBitCount + 3) / 4)
        guard digits <= ceiling - end else { return false }
        writeHexadecimal(value, digits: digits, at: end)
        end += digits
        return true
    }

    /// Makes the data one chunk of a chunked body (RFC 9112, 7.1) without moving it: the size goes in front, CRLF behind.
    /// False when the buffer was received without head- and tailroom.
    public func wrapAsChunk() -> Bool {
        let digits = max(1, (64 - UInt64(count).leadingZeroBitCount + 3) / 4)
        guard start >= digits + 2, ceiling - end >= 2 else { return false }
        let size = UInt64(count)
        storage[start - 1] = 10
        storage[start - 2] = 13
        start -= digits + 2
        writeHexadecimal(size, digits: digits, at: start)
        storage[end] = 13
        storage[end + 1] = 10
        end += 2
        return true
    }

    private func writeHexadecimal(_ value: UInt64, digits: Int, at position: Int) {
        var rest = value
        var index = position + digits
        while index > position {
            index -= 1
            let digit = UInt8(truncatingIfNeeded: rest & 15)
            storage[index] = digit < 10 ? 48 + digit : 87 + digit
            rest >>= 4
        }
    }
}

// MARK: - Moving data inside

extension Buffer {
    /// Moves `count` bytes from one absolute position to an earlier one, to close the gap that chunk framing leaves.
    public func move(_ count: Int, from source: Int, to target: Int) {
        guard count > 0, target >= 0, target <= source, source + count <= end else { return }
        (storage + target).update(from: storage + source, count: count)
    }
}

extension Buffer {
    /// A copy of a slice, for what is not on a request's way.
    public func bytes(in slice: ByteSlice) -> [UInt8] {
        guard slice.end <= arenaEnd else { return [] }
        return Array(UnsafeBufferPointer(start: storage + slice.start, count: slice.count))
    }

    /// Turns the letters of a slice into lower case, in place, eight bytes at once.
    public func lowercase(_ slice: ByteSlice) {
        guard slice.end <= arenaEnd else { return }
        let raw = UnsafeMutableRawPointer(storage)
        var position = slice.start
        guard slice.count >= 8 else { return lowercaseFew(position, slice.end) }
        // The last word may overlap the one before: doing it twice changes nothing.
        let last = slice.end &- 8
        while true {
            let word = raw.loadUnaligned(fromByteOffset: position, as: UInt64.self)
            raw.storeBytes(of: Buffer.lowercase(word), toByteOffset: position, as: UInt64.self)
            if position == last { return }
            position = min(position &+ 8, last)
        }
    }

    /// The same for less than eight bytes.
    @inline(__always)
    private func lowercaseFew(_ start: Int, _ end: Int) {
        let raw = UnsafeMutableRawPointer(storage)
        if end &- start >= 4 {
            // First and last four overlap: doing it twice changes nothing.
            let first = UInt64(raw.loadUnaligned(fromByteOffset: start, as: UInt32.self))
            let last = UInt64(raw.loadUnaligned(fromByteOffset: end &- 4, as: UInt32.self))
            raw.storeBytes(
                of: UInt32(truncatingIfNeeded: Buffer.lowercase(first)), toByteOffset: start, as: UInt32.self)
            raw.storeBytes(
                of: UInt32(truncatingIfNeeded: Buffer.lowercase(last)), toByteOffset: end &- 4, as: UInt32.self)
            return
        }
        var position = start
        while position < end {
            let byte = storage[position]
            if byte &- 65 < 26 { storage[position] = byte | 0x20 }
            position &+= 1
        }
    }

    /// Sets the case bit of every byte that is a capital letter.
    @inlinable @inline(__always)
    static func lowercase(_ word: UInt64) -> UInt64 {
        let low = word & 0x7f7f_7f7f_7f7f_7f7f
        // High bits: from 'A' on, and from behind 'Z' on; bytes above 127 are no letters.
        let fromA = low &+ 0x3f3f_3f3f_3f3f_3f3f
        let behindZ = low &+ 0x2525_2525_2525_2525
        let capitals = fromA & ~behindZ & ~word & 0x8080_8080_8080_8080
        return word | capitals >> 2
    }
}
