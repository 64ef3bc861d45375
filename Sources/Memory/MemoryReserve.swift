import Glibc
import Synchronization

/// What large allocations leave of the address space where that is limited (`-m`). A buffer that cannot be had ends an exchange;
/// an object that cannot be had ends the process, so that some memory is kept for objects.
public enum MemoryReserve {
    private static let bytes = Atomic<Int>(0)

    /// Keeps an eighth of the limit, in bytes. Called before loops begin.
    public static func keepPart(ofLimit limit: Int) {
        bytes.store(min(max(limit / 8, 4 << 20), 64 << 20), ordering: .relaxed)
    }

    /// Whether as much as is to be kept is still there. Asked when a slab was mapped, which is seldom.
    static var isLeft: Bool {
        let count = bytes.load(ordering: .relaxed)
        guard count > 0 else { return true }
        guard let memory = mmap(nil, count, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0),
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
