import CLinux
import Glibc
import Memory

/// One thread's event loop: descriptors, deadlines and messages from other loops.
///
/// It is not `Sendable`: everything registered lives and dies on the thread that runs it. Other threads reach it through
/// its `Mailbox` only.
public final class Loop {
    /// The cached monotonic time, taken once per turn.
    public private(set) var now: Milliseconds
    private let poller: EpollPoller
    private var sources: ContiguousArray<EventSource?> = []
    private var generations: ContiguousArray<UInt32> = []
    /// Of a slot that is made: higher than any that an event of a slot given back can have.
    private var firstGeneration: UInt32 = 0
    private var free: ContiguousArray<Int32> = []
    private var wheel: TimerWheel
    private var due: ContiguousArray<Int32> = []
    private var deferred: ContiguousArray<EventSource> = []
    private var running: ContiguousArray<EventSource> = []
    private var retired: ContiguousArray<AnyObject> = []
    private var leaving: ContiguousArray<AnyObject> = []
    public private(set) var isStopped = false
    /// Turns, events and wake-ups, for `show activity`.
    public private(set) var figures = LoopFigures()
    private var load: LoopLoad

    /// When the turn's events were there, in nanoseconds; kept only where that is wanted.
    public private(set) var turnBegan: UInt64 = 0
    public var measuresTurns = false

    /// Some source has a niceness: a turn's events are handled in the order of it.
    public var usesNiceness = false
    private var order: ContiguousArray<(niceness: Int, event: Int)> = []

    /// How long a turn waits at most, in milliseconds.
    private let longestWait: Int64

    /// - Parameter eventsAtOnce: how many events a turn handles at most.
    /// - Parameter pollsBusily: turns never wait.
    public init(eventsAtOnce: Int = EpollPoller.usualCapacity, pollsBusily: Bool = false) throws(SystemError) {
        longestWait = pollsBusily ? 0 : 60_000
        poller = try EpollPoller(capacity: max(1, eventsAtOnce))
        now = Clock.monotonic()
        wheel = TimerWheel(now: now.rawValue)
        load = LoopLoad(now: now)
    }

    // MARK: Registration

    /// Takes ownership of `source`. With a descriptor, its readiness is reported until the descriptor is closed.
    public func register(_ source: EventSource, descriptor: Int32, _ interest: EpollPoller.Interest) throws(SystemError)
    {
        register(source)
        do {
            try poller.add(descriptor, interest, token: token(of: source.slot))
        } catch {
            unregister(source)
            throw error
        }
    }

    /// Takes ownership of a source that only has a deadline.
    public func register(_ source: EventSource) {
        guard source.slot < 0 else { return }
        if let slot = free.popLast() {
            sources[Int(slot)] = source
            source.slot = slot
        } else {
            source.slot = Int32(truncatingIfNeeded: sources.count)
            sources.append(source)
            generations.append(firstGeneration)
            wheel.grow(to: sources.count)
        }
    }

    /// Watches a registered source's descriptor (again): a paused listener.
    public func watch(_ source: EventSource, descriptor: Int32, _ interest: EpollPoller.Interest) throws(SystemError) {
        try poller.add(descriptor, interest, token: token(of: source.slot))
    }

    /// Stops watching a descriptor that stays open.
    public func unwatch(descriptor: Int32) { poller.remove(descriptor) }

    /// Lets go of `source`; events already fetched for it are dropped. Its descriptor is closed by its owner.
    public func unregister(_ source: EventSource) {
        let slot = source.slot
        guard slot >= 0 else { return }
        source.slot = -1
        wheel.clear(slot)
        generations[Int(slot)] &+= 1
        // Something that is called on it may be under way.
        if let source = sources[Int(slot)].take() { retired.append(source) }
        free.append(slot)
    }

    private func token(of slot: Int32) -> UInt64 {
        UInt64(generations[Int(slot)]) << 32 | UInt64(UInt32(bitPattern: slot))
    }

    // MARK: Deadlines

    /// Sets, extends or (with `.never`) takes away the deadline of a source; one store when it is extended.
    public func setDeadline(_ source: EventSource, _ deadline: Milliseconds) {
        guard source.slot >= 0 else { return }
        wheel.set(source.slot, deadline.rawValue)
    }

    /// The deadline of a source, `.never` without one.
    public func deadline(_ source: EventSource) -> Milliseconds {
        source.slot >= 0 ? Milliseconds(wheel.deadline(source.slot)) : .never
    }

    /// Calls `source.ready([])` at the end of this turn.
    public func wakeLater(_ source: EventSource) { deferred.append(source) }

    // MARK: Running

    public func stop() { isStopped = true }

    /// Runs until `stop`.
    public func run() {
        while !isStopped { turn() }
    }

    /// Waits for something to happen and handles it.
    public func turn(atMost bound: Int64 = 60_000) {
        let limit = min(bound, longestWait)
        let wait = deferred.isEmpty ? min(wheel.wait(from: now.rawValue) ?? limit, limit) : 0
        let isWaiting = wait > 0 || longestWait == 0
        let start = isWaiting ? Clock.monotonic() : .zero
        let latest = now + Milliseconds(wait) + Loop.mostBetweenTurns
        let count = poller.wait(Int32(truncatingIfNeeded: wait))
        now = Clock.monotonic()
        if measuresTurns { turnBegan = Clock.nanoseconds() }
        load.waited(from: isWaiting ? start : now, to: now, sent: figures.bytesSent)
        figures.turns &+= 1
        dispatchAll(count)
        if now > latest { catchUp() }
        expire()
        runDeferred()
        releaseRetired()
    }

    /// More than that between two turns, and the process has stood still: what has happened meanwhile comes first, then those
    /// whose time is over.
    private static let mostBetweenTurns = Milliseconds(100)

    /// The process may have been stopped after the poller had answered, so that is asked again in any case.
    private func catchUp() {
        var rounds = sources.count / poller.capacity + 1
        repeat {
            let count = poller.wait(0)
            dispatchAll(count)
            rounds -= 1
            if count < poller.capacity { return }
        } while rounds > 0
    }

    @inline(__always)
    private func dispatchAll(_ count: Int) {
        figures.events &+= UInt64(truncatingIfNeeded: count)
        if usesNiceness {
            dispatchInOrder(count)
        } else {
            for index in 0..<count { dispatch(index) }
        }
    }

    @inline(__always)
    private func dispatch(_ index: Int) {
        let (token, readiness) = poller.event(at: index)
        let slot = Int(UInt32(truncatingIfNeeded: token))
        guard slot < sources.count, generations[slot] == UInt32(truncatingIfNeeded: token >> 32) else { return }
        guard let source = Unretained(sources[slot]) else { return }
        source { $0.ready(readiness) }
    }

    private func dispatchInOrder(_ count: Int) {
        order.removeAll(keepingCapacity: true)
        for index in 0..<count {
            let slot = Int(UInt32(truncatingIfNeeded: poller.event(at: index).token))
            order.append((slot < sources.count ? sources[slot]?.niceness ?? 0 : 0, index))
        }
        order.sort { $0.niceness != $1.niceness ? $0.niceness < $1.niceness : $0.event < $1.event }
        for entry in order { dispatch(entry.event) }
    }

    private func expire() {
        wheel.advance(to: now.rawValue, due: &due)
        guard !due.isEmpty else { return }
        figures.timers &+= UInt64(truncatingIfNeeded: due.count)
        let expired = due.map { (slot: $0, generation: generations[Int($0)]) }
        due.removeAll(keepingCapacity: true)
        for (slot, generation) in expired {
            // An earlier one of this round may have let go of it and given the slot back, or set it anew.
            guard slot < generations.count, generations[Int(slot)] == generation,
                wheel.deadline(slot) == Milliseconds.never.rawValue
            else {
                continue
            }
            sources[Int(slot)]?.expired()
        }
    }

    private func runDeferred() {
        guard !deferred.isEmpty else { return }
        swap(&running, &deferred)
        for source in running where source.slot >= 0 { source.ready([]) }
        running.removeAll(keepingCapacity: true)
    }

    /// Keeps an object until the end of this turn, when nothing that was called on it is under way any more.
    public func retire(_ object: AnyObject) { retired.append(object) }

    private func releaseRetired() {
        guard !retired.isEmpty else { return }
        // What is released may retire others.
        swap(&leaving, &retired)
        leaving.removeAll(keepingCapacity: leaving.count < 256)
    }

    /// Gives back slots and room that a burst has left behind. Called from a timer.
    public func trim() {
        let used = (sources.lastIndex { $0 != nil } ?? -1) + 1
        if sources.count > 4 * max(used, 128) { dropSlots(from: used) }
        due.trimCapacity()
        deferred.trimCapacity()
        running.trimCapacity()
        order.trimCapacity()
        retired.trimCapacity()
        leaving.trimCapacity()
    }

    private func dropSlots(from count: Int) {
        for generation in generations[count...] { firstGeneration = max(firstGeneration, generation &+ 1) }
        sources.removeSubrange(count...)
        generations.removeSubrange(count...)
        free.removeAll { $0 >= count }
        // The lowest are taken first, so that the next burst leaves the end free again.
        free.sort(by: >)
        sources.trimCapacity()
        generations.trimCapacity()
        free.trimCapacity()
        wheel.shrink(to: count)
    }

    /// Everything registered now, for commands that look at all connections.
    public var registeredSources: [EventSource] { sources.compactMap { $0 } }

    /// Counts bytes that left by a connection, from a buffer or from a pipe.
    public func countSent(_ count: Int, fromPipe: Bool = false) {
        figures.bytesSent &+= UInt64(truncatingIfNeeded: count)
        if fromPipe { figures.bytesSpliced &+= UInt64(truncatingIfNeeded: count) }
    }

    /// Percent of the last second spent waiting, and the bytes sent in it.
    public var lastSecond: (idlePercent: Int, sent: UInt64) { load.lastSecond(at: now, sent: figures.bytesSent) }

    /// Sources that are called at the end of this turn.
    public var deferredCount: Int { deferred.count }

    /// Places for sources, used or not.
    var slotCount: Int { sources.count }

    /// Registered sources, for `show info` and tests.
    public var sourceCount: Int { sources.count - free.count }
}

/// Counts of one loop.
public struct LoopFigures: Sendable {
    public var turns: UInt64 = 0
    public var events: UInt64 = 0
    public var timers: UInt64 = 0
    public var bytesSent: UInt64 = 0
    /// Of those, what the kernel moved through pipes.
    public var bytesSpliced: UInt64 = 0
    public init() {}
}
