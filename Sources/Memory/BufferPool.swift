import CLinux
import Glibc

/// One loop's buffers of one size, last in, first out, so that a busy loop works in warm memory.
///
/// Memory comes from `mmap` in slabs. `trim` gives the pages of buffers that nobody needed since the last call back to
/// the system; addresses stay reserved, so that a buffer never moves.
public final class BufferPool: PoolReport {
    public let name: String
    public let bufferSize: Int
    private var free: ContiguousArray<Buffer> = []
    private var slabs: [UnsafeMutableRawPointer] = []
    private var lowest = 0
    /// Buffers at the bottom of `free` whose pages are with the system.
    private var cold = 0
    private var allocated = 0
    private var used = 0
    private var peak = 0
    private var failures = 0
    private let slabCount: Int
    private let limit: Int

    /// - Parameter limit: most buffers this pool may hold.
    public init(name: String, bufferSize: Int, limit: Int = .max) {
        self.name = name
        self.bufferSize = max(bufferSize, 1024)
        self.limit = limit
        slabCount = max(1, (1 << 20) / max(bufferSize, 1024))
    }

    deinit {
        for slab in slabs { munmap(slab, slabSize) }
    }

    private var slabSize: Int { slabCount * bufferSize }

    /// An empty buffer, or nil when the system or the limit refuses; the caller then ends or delays the work.
    public func take() -> Buffer? {
        if let buffer = free.popLast() {
            let left = free.count
            if left < lowest { lowest = left }
            if left < cold { cold = left }
            used += 1
            if used > peak { peak = used }
            return buffer
        }
        guard used < limit, grow() else {
            failures += 1
            return nil
        }
        return take()
    }

    /// Takes a buffer back; its content is forgotten.
    public func give(_ buffer: consuming Buffer) {
        buffer.reset()
        used -= 1
        free.append(buffer)
    }

    private func grow() -> Bool {
        guard let memory = MemoryReserve.mapSlab(slabSize) else { return false }
        slabs.append(memory)
        allocated += slabCount
        for index in stride(from: slabCount - 1, through: 0, by: -1) {
            let storage = (memory + index * bufferSize).assumingMemoryBound(to: UInt8.self)
            free.append(Buffer(storage: storage, capacity: bufferSize))
        }
        cold = free.count
        lowest = 0
        return true
    }

    /// Gives the memory that was not needed since the last call back to the system. Called from a timer.
    public func trim() {
        let unneeded = min(lowest, free.count)
        if used == 0, unneeded == free.count, slabs.count > 1 { return releaseAll() }
        if unneeded > cold {
            for buffer in free[cold..<unneeded] {
                madvise(buffer.storage, bufferSize, MADV_DONTNEED)
            }
            cold = unneeded
        }
        lowest = free.count
    }

    /// Nobody holds or has needed a buffer: after a burst nothing is kept, not even addresses.
    private func releaseAll() {
        for slab in slabs { munmap(slab, slabSize) }
        slabs = []
        free = []
        allocated = 0
        cold = 0
        lowest = 0
    }

    public var figures: PoolFigures {
        PoolFigures(name: name, size: bufferSize, allocated: allocated, used: used, peak: peak, failures: failures)
    }
}
