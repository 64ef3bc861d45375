import Memory
import Testing

@testable import EventLoop

struct MailboxTests {
    struct Letter: Sendable {
        let sender: Int
        let number: Int
    }

    /// Nothing is lost, nothing comes twice, and each sender's letters keep their order.
    @Test func deliversEveryLetterOfManyThreads() throws {
        let mailbox = try Mailbox<Letter>()
        let loop = try Loop()
        var received: [Int: [Int]] = [:]
        var count = 0
        let reader = try MailboxReader(mailbox, on: loop) { letter in
            received[letter.sender, default: []].append(letter.number)
            count += 1
            if count == 4 * 5000 { loop.stop() }
        }
        let threads = try (0..<4).map { sender in
            try LoopThread {
                for number in 0..<5000 { mailbox.send(Letter(sender: sender, number: number)) }
            }
        }
        loop.run()
        for thread in threads { thread.join() }
        #expect(received.count == 4)
        #expect(received.values.allSatisfy { $0 == Array(0..<5000) })
        loop.unregister(reader)
    }

    @Test func takesAllAndThenNothing() throws {
        let mailbox = try Mailbox<Int>()
        #expect(mailbox.takeAll().isEmpty)
        mailbox.send(1)
        mailbox.send(2)
        #expect(mailbox.takeAll() == [1, 2])
        #expect(mailbox.takeAll().isEmpty)
        mailbox.send(3)
        #expect(mailbox.takeAll() == [3])
    }

    @Test func wakesASleepingLoop() throws {
        let mailbox = try Mailbox<Int>()
        let loop = try Loop()
        let reader = try MailboxReader(mailbox, on: loop) { _ in loop.stop() }
        let thread = try LoopThread { mailbox.send(1) }
        loop.run()
        thread.join()
        #expect(loop.isStopped && reader.slot >= 0)
    }
}
