import CLinux
import Glibc

/// The system's event queue behind a small seam (epoll(7)); another poller can take its place.
public final class EpollPoller {
    private let descriptor: Int32
    private let events: UnsafeMutablePointer<epoll_event>
    let capacity: Int

    public static let usualCapacity = 256

    /// Fetches at most `capacity` events at once. Fails with the error number of `epoll_create1`.
    public init(capacity: Int = usualCapacity) throws(SystemError) {
        let descriptor = epoll_create1(Int32(0x80000))
        guard descriptor >= 0 else { throw SystemError(errno, "epoll_create1") }
        self.descriptor = descriptor
        self.capacity = capacity
        events = .allocate(capacity: capacity)
    }

    deinit {
        close(descriptor)
        events.deallocate()
    }

    /// What a descriptor is watched for.
    public enum Interest: Sendable {
        /// Both directions, edge-triggered, for the whole life of the descriptor.
        case stream
        /// New connections, level-triggered, one loop woken for each.
        case listener
        /// Readable, level-triggered.
        case reading

        var mask: UInt32 {
            switch self {
            case .stream: 0x001 | 0x004 | 0x2000 | 0x8000_0000
            case .listener: 0x001 | 0x1000_0000
            case .reading: 0x001
            }
        }
    }

    func add(_ file: Int32, _ interest: Interest, token: UInt64) throws(SystemError) {
        var event = epoll_event(events: interest.mask, data: epoll_data_t(u64: token))
        guard epoll_ctl(descriptor, EPOLL_CTL_ADD, file, &event) == 0 else { throw SystemError(errno, "epoll_ctl") }
    }

    /// Only for a descriptor that stays open; closing one removes it.
    func remove(_ file: Int32) {
        var event = epoll_event()
        epoll_ctl(descriptor, EPOLL_CTL_DEL, file, &event)
    }

    /// Waits at most `timeout` milliseconds, -1 for ever; returns how many events can be read with `event(at:)`.
    func wait(_ timeout: Int32) -> Int {
        let count = epoll_wait(descriptor, events, Int32(capacity), timeout)
        // Whoever was stopped is woken without the events that there are.
        return Int(max(0, count < 0 ? epoll_wait(descriptor, events, Int32(capacity), 0) : count))
    }

    @inline(__always)
    func event(at index: Int) -> (token: UInt64, readiness: Readiness) {
        (events[index].data.u64, Readiness(rawValue: events[index].events))
    }
}
