import Glibc

/// Records of one fixed size, packed one behind the other: memory is what the records take, and goes back to the system when they
/// are gone.
///
/// A record is known by its number. Numbers are dense: a record is added and removed at the end only, so that an owner that wants one
/// gone moves the last one into its place. Memory comes in slabs that never move.
public struct RecordArena: ~Copyable {
    /// Bytes of a record, a multiple of four.
    public let stride: Int
    /// How many records there are.
    public private(set) var count = 0
    /// Records of a slab, as a power of two.
    @usableFromInline let shift: Int
    @usableFromInline var slabs: ContiguousArray<UnsafeMutableRawPointer> = []
    private let slabSize: Int

    private static var usualSlab: Int { 256 * 1024 }
    private static var page: Int { 4096 }

    /// - Parameter stride: bytes of a record; at least four.
    public init(stride: Int) {
        let stride = (max(4, stride) + 3) & ~3
        self.stride = stride
        var shift = 0
        while stride << (shift + 1) <= RecordArena.usualSlab { shift += 1 }
        self.shift = shift
        slabSize = ((stride << shift) + RecordArena.page - 1) / RecordArena.page * RecordArena.page
    }

    deinit {
        for slab in slabs { munmap(slab, slabSize) }
    }

    /// Bytes that records and the rest of the last slab's page take.
    public var size: Int {
        let whole = count >> shift
        let rest = (count & ((1 << shift) - 1)) * stride
        return whole * slabSize + (rest + RecordArena.page - 1) / RecordArena.page * RecordArena.page
    }

    // MARK: Records

    /// Adds a record of zeros; nil without memory.
    public mutating func append() -> Int? {
        let record = count
        if record >> shift >= slabs.count {
            guard let memory = MemoryReserve.mapSlab(slabSize) else { return nil }
            slabs.append(memory)
        }
        count += 1
        clear(record, from: 0)
        return record
    }

    /// Takes the last record away. A slab is kept for the next ones, the others go.
    public mutating func removeLast() {
        guard count > 0 else { return }
        count -= 1
        let needed = (count >> shift) + 2
        while slabs.count > needed, let slab = slabs.popLast() { munmap(slab, slabSize) }
    }

    /// Gives back what no record needs.
    public mutating func trim() {
        let needed = (count + (1 << shift) - 1) >> shift
        while slabs.count > needed, let slab = slabs.popLast() { munmap(slab, slabSize) }
        slabs.trimCapacity()
    }

    /// Writes the content of one record over that of another.
    public mutating func copy(_ source: Int, to target: Int) {
        address(target, 0, stride).copyMemory(from: address(source, 0, stride), byteCount: stride)
    }

    /// Fills a record with zeros from an offset on.
    public mutating func clear(_ record: Int, from offset: Int) {
        memset(address(record, offset, stride - offset), 0, stride - offset)
    }

    // MARK: Content

    /// Where `size` bytes of a record are; both are checked.
    @inlinable @inline(__always)
    func address(_ record: Int, _ offset: Int, _ size: Int) -> UnsafeMutableRawPointer {
        precondition(offset >= 0 && size >= 0 && offset &+ size <= stride && record >= 0)
        return slabs[record >> shift] + ((record & ((1 &<< shift) &- 1)) &* stride &+ offset)
    }

    @inlinable @inline(__always)
    public func word(_ record: Int, _ offset: Int) -> UInt32 {
        address(record, offset, 4).loadUnaligned(as: UInt32.self)
    }

    @inlinable @inline(__always)
    public mutating func set(_ word: UInt32, _ record: Int, _ offset: Int) {
        address(record, offset, 4).storeBytes(of: word, as: UInt32.self)
    }

    @inlinable @inline(__always)
    public func wideWord(_ record: Int, _ offset: Int) -> UInt64 {
        address(record, offset, 8).loadUnaligned(as: UInt64.self)
    }

    @inlinable @inline(__always)
    public mutating func set(_ word: UInt64, _ record: Int, _ offset: Int) {
        address(record, offset, 8).storeBytes(of: word, as: UInt64.self)
    }

    /// The bytes of a record; valid until a record is moved, added or removed.
    @inlinable @inline(__always)
    public func view(_ record: Int, _ offset: Int, count: Int) -> ByteView {
        ByteView(base: UnsafePointer(address(record, offset, count).assumingMemoryBound(to: UInt8.self)), count: count)
    }

    /// Whether the `length` bytes at an offset are those of `key` and zeros behind them.
    @inlinable public func matches(_ key: ByteView, _ record: Int, _ offset: Int, length: Int) -> Bool {
        guard key.count <= length else { return false }
        let own = view(record, offset, count: length)
        guard own.slice(0, key.count).equals(key) else { return false }
        return length == key.count || own.byte(at: key.count) == 0 && own.slice(key.count).isZero
    }

    /// Writes `key` and zeros behind it.
    @inlinable public mutating func set(_ key: ByteView, _ record: Int, _ offset: Int, length: Int) {
        let target = address(record, offset, length)
        let count = min(key.count, length)
        if let base = key.base { target.copyMemory(from: base, byteCount: count) }
        memset(target + count, 0, length &- count)
    }
}

extension ByteView {
    /// Nothing but zeros.
    @inlinable public var isZero: Bool {
        var position = 0
        while position &+ 8 <= count {
            if word(at: position) != 0 { return false }
            position &+= 8
        }
        return position == count || word(at: position, count &- position) == 0
    }
}
