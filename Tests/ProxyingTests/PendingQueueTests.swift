import EventLoop
import Memory
import Testing

@testable import Proxying

struct PendingQueueTests {
    @Test func firstComeFirstServed() throws {
        let queue = PendingQueue()
        let mailbox = try Mailbox<LoopMessage>()
        let tickets = (1...5).map { ticket(UInt64($0), mailbox) }
        for ticket in tickets { queue.append(ticket, at: .zero) }
        #expect(queue.count == 5 && queue.peak == 5 && queue.next != nil)
        #expect(queue.grantFirst() === tickets[0])
        #expect(queue.count == 4)
        #expect((2...5).map { _ in queue.grantFirst()?.sequence } == [2, 3, 4, 5])
        #expect(queue.grantFirst() == nil && queue.next == nil && queue.count == 0 && queue.peak == 5)
        #expect(tickets.map(\.position) == [1, 2, 3, 4, 5])
    }

    @Test func whoLeavesIsPassedOver() throws {
        let queue = PendingQueue()
        let mailbox = try Mailbox<LoopMessage>()
        let tickets = (1...3).map { ticket(UInt64($0), mailbox) }
        for ticket in tickets { queue.append(ticket, at: .zero) }
        #expect(queue.cancel(tickets[0]))
        #expect(!queue.cancel(tickets[0]), "it has left already")
        #expect(queue.count == 2)
        #expect(queue.grantFirst() === tickets[1])
        #expect(!queue.cancel(tickets[1]), "a slot is on its way")
        #expect(queue.count == 1)
    }

    @Test func manyWhoLeaveAreForgotten() throws {
        let queue = PendingQueue()
        let mailbox = try Mailbox<LoopMessage>()
        weak var first: QueueTicket?
        do {
            let tickets = (1...500).map { ticket(UInt64($0), mailbox) }
            first = tickets.first
            for ticket in tickets { queue.append(ticket, at: .zero) }
            for ticket in tickets.dropLast() { #expect(queue.cancel(ticket)) }
        }
        #expect(first == nil, "their tickets are released before a slot comes")
        #expect(queue.count == 1 && queue.grantFirst()?.sequence == 500)
    }

    private func ticket(
        _ sequence: UInt64, _ mailbox: Mailbox<LoopMessage>, level: Int64 = 0, offset: Int64 = 0, isBound: Bool = false
    ) -> QueueTicket {
        var priority = QueuePriority()
        priority.set(level: level)
        priority.set(offset: offset)
        return QueueTicket(
            number: sequence, loop: 0, mailbox: mailbox, sequence: sequence, priority: priority, isBound: isBound)
    }

    @Test func classesThenMomentsThenArrival() throws {
        let queue = PendingQueue()
        let mailbox = try Mailbox<LoopMessage>()
        let tickets = [
            ticket(1, mailbox), ticket(2, mailbox, level: 3), ticket(3, mailbox, level: -3),
            ticket(4, mailbox, offset: -20),
            ticket(5, mailbox, level: -3, offset: -15), ticket(6, mailbox, offset: 100_000), ticket(7, mailbox),
            ticket(8, mailbox, level: 99_999, offset: -99_999_999),
        ]
        for (index, ticket) in tickets.enumerated() { queue.append(ticket, at: Milliseconds(Int64(index * 5))) }
        #expect((1...8).map { _ in queue.grantFirst()?.sequence } == [5, 3, 4, 1, 7, 6, 2, 8])
    }

    /// The loops' clocks differ by a turn.
    @Test func aLateClockChangesNoOrder() throws {
        let queue = PendingQueue()
        let mailbox = try Mailbox<LoopMessage>()
        for (sequence, time) in [(1, 10), (2, 8), (3, 9), (4, 10)] {
            queue.append(ticket(UInt64(sequence), mailbox), at: Milliseconds(Int64(time)))
        }
        #expect((1...4).map { _ in queue.grantFirst()?.sequence } == [1, 2, 3, 4])
    }

    @Test func aLongQueueKeepsItsOrder() throws {
        let queue = PendingQueue()
        let mailbox = try Mailbox<LoopMessage>()
        var state: UInt64 = 3
        var expected: [(level: Int64, sequence: UInt64)] = []
        for sequence in 1...3000 as ClosedRange<UInt64> {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            let level = Int64(state >> 61)
            expected.append((level, sequence))
            queue.append(ticket(sequence, mailbox, level: level), at: Milliseconds(5))
        }
        let order = (1...3000).compactMap { _ in queue.grantFirst()?.sequence }
        #expect(order == expected.sorted { ($0.level, $0.sequence) < ($1.level, $1.sequence) }.map(\.sequence))
    }

    @Test func aServerThatGoesGivesUpThoseWhoMayLeave() throws {
        let queue = PendingQueue()
        let mailbox = try Mailbox<LoopMessage>()
        let tickets = (1...6).map { ticket(UInt64($0), mailbox, level: $0 == 5 ? -1 : 0, isBound: $0 % 2 == 0) }
        for ticket in tickets { queue.append(ticket, at: .zero) }
        #expect(queue.cancel(tickets[0]))
        #expect(queue.takeUnbound().map(\.sequence) == [5, 3])
        #expect(queue.takeUnbound().isEmpty && queue.count == 3)
        #expect(!queue.cancel(tickets[2]), "it is on its way")
        #expect((1...3).map { _ in queue.grantFirst()?.sequence } == [2, 4, 6])
        #expect(queue.count == 0)
    }

    /// Each ticket is granted once or has left once, whatever the threads do.
    @Test func grantsAndLeavesFromSeveralThreadsAgree() throws {
        let queue = PendingQueue()
        let mailbox = try Mailbox<LoopMessage>()
        let tickets = (1...4000).map { ticket(UInt64($0), mailbox) }
        for ticket in tickets { queue.append(ticket, at: .zero) }
        let leaver = try LoopThread {
            for ticket in tickets where ticket.sequence % 3 == 0 { _ = queue.cancel(ticket) }
        }
        let granters = try (0..<2).map { _ in
            try LoopThread { while queue.grantFirst() != nil {} }
        }
        leaver.join()
        for granter in granters { granter.join() }
        #expect(tickets.allSatisfy { $0.isGranted != $0.hasLeft })
        #expect(tickets.allSatisfy { $0.isGranted || $0.sequence % 3 == 0 })
        #expect(queue.count == 0)
    }
}

struct IdleConnectionsTests {
    @Test func countsUpToItsLimit() {
        let idle = IdleConnections()
        #expect(idle.enter(limit: 2) && idle.enter(limit: 2) && !idle.enter(limit: 2))
        #expect(idle.current == 2)
        idle.leave()
        #expect(idle.enter(limit: 2) && idle.enter(limit: -1) && !idle.enter(limit: 0))
    }

    @Test func knowsWhichOtherLoopHasSome() {
        let idle = IdleConnections()
        #expect(idle.lender(for: 0) == nil)
        idle.mark(loop: 3, hasIdle: true)
        #expect(idle.lender(for: 0) == 3 && idle.lender(for: 3) == nil && idle.lender(for: 200) == 3)
        idle.mark(loop: 1, hasIdle: true)
        #expect(idle.lender(for: 3) == 1)
        idle.mark(loop: 3, hasIdle: false)
        idle.mark(loop: 1, hasIdle: false)
        idle.mark(loop: 99, hasIdle: true)
        #expect(idle.lender(for: 0) == nil)
    }
}

struct ConnectionLimitTests {
    @Test func holdsBackWhatExceedsIt() {
        let limit = ConnectionLimit(2)
        #expect(limit.enter() && limit.enter() && !limit.enter())
        #expect(limit.current == 2 && limit.peak == 2)
        #expect(limit.pause(), "it is full: the listener waits")
        #expect(limit.leave(), "and is woken by the first that ends")
        #expect(!limit.leave(), "only once")
        #expect(!limit.pause(), "there is room: nobody has to wait")
        limit.limit = 0
        #expect((0..<10).allSatisfy { _ in limit.enter() })
    }
}
