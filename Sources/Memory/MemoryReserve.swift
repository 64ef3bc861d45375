import CLinux
import Glibc
import Synchronization

/// What traffic leaves of the memory where that is limited (`-m`). A buffer that cannot be had ends an exchange; an object that
/// cannot be had ends the process, so that some memory is kept for objects: clients are accepted, slabs are mapped and waiting
/// heads are copied only while it is there.
public enum MemoryReserve {
    private static let bytes = Atomic<Int>(0)

    /// How much is kept of a limit: an eighth, in bytes.
    public static func part(ofLimit limit: Int) -> Int { min(max(limit / 8, 4 << 20), 64 << 20) }

    /// Keeps a part of the limit. Called before loops begin.
    public static func keepPart(ofLimit limit: Int) { bytes.store(part(ofLimit: limit), ordering: .relaxed) }

    /// Whether as much as is to be kept is still there; always without a limit. With one it asks the system and the heap: for what
    /// happens seldom or for many at once. While memory is short it looks again every ten milliseconds.
    public static var isLeft: Bool {
        let count = bytes.load(ordering: .relaxed)
        guard count > 0 else { return true }
        if canMap(count) { return true }
        let now = milliseconds
        guard now >= nextLook.load(ordering: .relaxed) else { return false }
        // What the heap has freed stays in its address space, and objects are made of it.
        let missing = count - Int(clamping: apus_heap_free())
        if missing <= 0 || canMap(missing) { return true }
        nextLook.store(now + 10, ordering: .relaxed)
        return false
    }

    private static let nextLook = Atomic<Int>(0)

    private static var milliseconds: Int {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC_COARSE, &time)
        return time.tv_sec * 1000 + time.tv_nsec / 1_000_000
    }

    private static func canMap(_ count: Int) -> Bool {
        guard let memory = mmap(nil, count, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0),
            memory != MAP_FAILED
        else { return false }
        munmap(memory, count)
        return true
    }

    /// A slab of so many bytes; nil when the system has none, or too little would be left.
    static func mapSlab(_ size: Int) -> UnsafeMutableRawPointer? {
        guard let memory = mmap(nil, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0),
            memory != MAP_FAILED
        else { return nil }
        if isLeft { return memory }
        munmap(memory, size)
        return nil
    }
}
