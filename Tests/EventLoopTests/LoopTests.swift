import Glibc
import Memory
import Testing

@testable import EventLoop

/// Counts what the loop tells it.
private final class Recorder: EventSource {
    var readiness: [Readiness] = []
    var expirations = 0
    var onReady: (() -> Void)?
    var onExpired: (() -> Void)?

    override func ready(_ readiness: Readiness) {
        self.readiness.append(readiness)
        onReady?()
    }

    override func expired() {
        expirations += 1
        onExpired?()
    }
}

/// Two connected sockets, closed at the end.
private final class SocketPair {
    let ends: [Int32]

    init() {
        var ends: [Int32] = [-1, -1]
        socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_NONBLOCK.rawValue), 0, &ends)
        self.ends = ends
    }

    func send(_ text: StaticString, from end: Int = 1) {
        _ = Glibc.send(ends[end], text.utf8Start, text.utf8CodeUnitCount, 0)
    }

    deinit { for end in ends { close(end) } }
}

struct LoopTests {
    @Test func tellsReadinessOnceForEachEdge() throws {
        let loop = try Loop()
        let pair = SocketPair()
        let source = Recorder()
        try loop.register(source, descriptor: pair.ends[0], .stream)
        loop.turn(atMost: 0)
        #expect(source.readiness == [.writable])
        loop.turn(atMost: 0)
        #expect(source.readiness.count == 1)
        pair.send("a")
        loop.turn(atMost: 0)
        #expect(source.readiness.last?.contains(.readable) == true)
        loop.unregister(source)
        #expect(loop.sourceCount == 0)
    }

    /// An event that was fetched for one source must not reach the one that took over its slot.
    @Test func aStaleEventIsHarmless() throws {
        let loop = try Loop()
        let pairs = [SocketPair(), SocketPair()]
        let sources = [Recorder(), Recorder()]
        let newcomer = Recorder()
        for (source, pair) in zip(sources, pairs) { try loop.register(source, descriptor: pair.ends[0], .stream) }
        loop.turn(atMost: 0)
        for source in sources {
            source.readiness = []
            // Whichever is told first takes the other one out and puts a newcomer in its place.
            source.onReady = { [unowned loop] in
                guard let other = sources.first(where: { $0 !== source && $0.slot >= 0 }), newcomer.slot < 0 else {
                    return
                }
                loop.unregister(other)
                loop.register(newcomer)
            }
        }
        for pair in pairs { pair.send("a") }
        loop.turn(atMost: 0)
        #expect(sources.map(\.readiness.count).sorted() == [0, 1])
        #expect(newcomer.slot >= 0 && newcomer.readiness.isEmpty)
    }

    /// After a burst the slots go, those in use stay, and new ones work.
    @Test func trimmingGivesBackTheSlotsOfABurst() throws {
        let loop = try Loop()
        let stays = Recorder()
        loop.register(stays)
        loop.setDeadline(stays, loop.now + Milliseconds(1))
        let burst = (0..<2000).map { _ in Recorder() }
        for source in burst {
            loop.register(source)
            loop.setDeadline(source, loop.now + .seconds(10))
        }
        #expect(loop.slotCount == 2001)
        for source in burst { loop.unregister(source) }
        loop.trim()
        #expect(loop.slotCount == 1 && loop.sourceCount == 1)
        let newcomers = (0..<200).map { _ in Recorder() }
        for source in newcomers {
            loop.register(source)
            loop.setDeadline(source, loop.now + Milliseconds(1))
        }
        #expect(Set(newcomers.map(\.slot)).count == 200 && loop.sourceCount == 201)
        usleep(3000)
        loop.turn(atMost: 5)
        #expect(stays.expirations == 1 && newcomers.allSatisfy { $0.expirations == 1 })
    }

    /// An event for a source that is gone must not reach one whose slot was made after the trimming.
    @Test func anEventFromBeforeTheTrimmingIsHarmless() throws {
        let loop = try Loop()
        let pair = SocketPair()
        let others = (0..<1000).map { _ in Recorder() }
        for source in others { loop.register(source) }
        let old = Recorder()
        try loop.register(old, descriptor: pair.ends[0], .stream)
        loop.unregister(old)
        for source in others { loop.unregister(source) }
        loop.trim()
        let newcomers = (0...1000).map { _ in Recorder() }
        for source in newcomers { loop.register(source) }
        // The descriptor was not closed and is still watched.
        pair.send("a")
        loop.turn(atMost: 0)
        #expect(old.readiness.isEmpty && newcomers.allSatisfy(\.readiness.isEmpty))
    }

    /// One that passes may end others and trim, while those wait for their turn.
    @Test func trimmingWhileDeadlinesPass() throws {
        let loop = try Loop()
        let sources = (0..<1000).map { _ in Recorder() }
        var ended = false
        for source in sources {
            loop.register(source)
            loop.setDeadline(source, loop.now + Milliseconds(1))
            source.onExpired = { [unowned loop] in
                guard !ended else { return }
                ended = true
                for source in sources { loop.unregister(source) }
                loop.trim()
            }
        }
        usleep(3000)
        loop.turn(atMost: 5)
        #expect(sources.map(\.expirations).reduce(0, +) == 1 && loop.slotCount == 0)
    }

    @Test func aDeadlinePassesOnceAndCanBeSetAgain() throws {
        let loop = try Loop()
        let source = Recorder()
        loop.register(source)
        loop.setDeadline(source, loop.now + Milliseconds(1))
        loop.turn()
        while source.expirations == 0 { loop.turn() }
        #expect(loop.deadline(source) == .never)
        source.onExpired = { [unowned loop] in loop.stop() }
        loop.setDeadline(source, loop.now)
        loop.run()
        #expect(source.expirations == 2)
    }

    /// What one deadline lets go of must not be told that its own has passed, nor whoever takes its slot.
    @Test func aDeadlineOfALateSourceIsDropped() throws {
        let loop = try Loop()
        let sources = [Recorder(), Recorder()]
        let newcomer = Recorder()
        for source in sources {
            loop.register(source)
            loop.setDeadline(source, loop.now)
            source.onExpired = { [unowned loop] in
                for other in sources where other !== source { loop.unregister(other) }
                loop.register(newcomer)
            }
        }
        while sources.allSatisfy({ $0.expirations == 0 }) { loop.turn() }
        #expect(sources.map(\.expirations).sorted() == [0, 1])
        #expect(newcomer.expirations == 0)
    }

    @Test func wakesAtTheEndOfTheTurn() throws {
        let loop = try Loop()
        let source = Recorder()
        let gone = Recorder()
        loop.register(source)
        loop.register(gone)
        loop.wakeLater(source)
        loop.wakeLater(gone)
        loop.unregister(gone)
        loop.turn()
        #expect(source.readiness == [[]] && gone.readiness.isEmpty)
        loop.turn(atMost: 0)
        #expect(source.readiness.count == 1)
    }

    @Test func slotsAreUsedAgain() throws {
        let loop = try Loop()
        let sources = (0..<100).map { _ in Recorder() }
        for source in sources { loop.register(source) }
        for source in sources { loop.unregister(source) }
        let again = (0..<100).map { _ in Recorder() }
        for source in again { loop.register(source) }
        #expect(Set(again.map(\.slot)) == Set(0..<100) && sources.allSatisfy { $0.slot == -1 })
        #expect(loop.registeredSources.count == 100)
    }

    @Test func aDescriptorThatCannotBeWatchedIsRefused() throws {
        let loop = try Loop()
        let source = Recorder()
        #expect(throws: SystemError.self) { try loop.register(source, descriptor: -1, .stream) }
        #expect(source.slot == -1 && loop.sourceCount == 0)
    }
}
