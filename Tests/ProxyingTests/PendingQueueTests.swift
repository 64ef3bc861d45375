import EventLoop
import Testing

@testable import Proxying

struct PendingQueueTests {
    private func ticket(_ sequence: UInt64, _ mailbox: Mailbox<LoopMessage>) -> QueueTicket {
        QueueTicket(number: sequence, loop: 0, mailbox: mailbox, sequence: sequence)
    }

    @Test func firstComeFirstServed() throws {
        let queue = PendingQueue()
        let mailbox = try Mailbox<LoopMessage>()
        let tickets = (1...5).map { ticket(UInt64($0), mailbox) }
        for ticket in tickets { queue.append(ticket) }
        #expect(queue.count == 5 && queue.peak == 5 && queue.oldest == 1)
        #expect(queue.grantFirst() === tickets[0])
        #expect(queue.oldest == 2 && queue.count == 4)
        #expect((2...5).map { _ in queue.grantFirst()?.sequence } == [2, 3, 4, 5])
        #expect(queue.grantFirst() == nil && queue.oldest == nil && queue.count == 0 && queue.peak == 5)
    }

    @Test func whoLeavesIsPassedOver() throws {
        let queue = PendingQueue()
        let mailbox = try Mailbox<LoopMessage>()
        let tickets = (1...3).map { ticket(UInt64($0), mailbox) }
        for ticket in tickets { queue.append(ticket) }
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
            for ticket in tickets { queue.append(ticket) }
            for ticket in tickets.dropLast() { #expect(queue.cancel(ticket)) }
        }
        #expect(first == nil, "their tickets are released before a slot comes")
        #expect(queue.count == 1 && queue.grantFirst()?.sequence == 500)
    }

    /// Each ticket is granted once or has left once, whatever the threads do.
    @Test func grantsAndLeavesFromSeveralThreadsAgree() throws {
        let queue = PendingQueue()
        let mailbox = try Mailbox<LoopMessage>()
        let tickets = (1...4000).map { ticket(UInt64($0), mailbox) }
        for ticket in tickets { queue.append(ticket) }
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
