import EventLoop
import Proxying

/// Asks every loop a question and hands the answers to the loop that asked. Nobody waits: each loop answers between two
/// of its turns, with values.
public final class Inquirer {
    private let loops: [Mailbox<LoopMessage>]
    private let mailbox: Mailbox<Answer>
    private var reader: MailboxReader<Answer>?
    private var pending: [UInt64: Pending] = [:]
    private var last: UInt64 = 0

    /// One loop's answer to one question.
    private struct Answer: Sendable {
        let question: UInt64
        let loop: Int
        let value: any Sendable
    }

    private struct Pending {
        var answers: [Int: any Sendable] = [:]
        let finish: ([Int: any Sendable]) -> Void
    }

    /// - Parameter loops: the mailboxes of all loops, by index.
    /// - Parameter context: of the loop that asks.
    public init(_ loops: [Mailbox<LoopMessage>], on context: LoopContext) throws(SystemError) {
        self.loops = loops
        mailbox = try Mailbox()
        reader = try MailboxReader(mailbox, on: context.loop) { [unowned self] in receive($0) }
    }

    public var loopCount: Int { loops.count }

    /// Runs `question` on every loop; `finish` gets the answers in the order of the loops.
    public func ask<Value: Sendable>(
        _ question: @escaping @Sendable (LoopContext) -> Value, then finish: @escaping ([Value]) -> Void
    ) {
        last &+= 1
        let identifier = last
        pending[identifier] = Pending { answers in
            finish(answers.sorted { $0.key < $1.key }.compactMap { $0.value as? Value })
        }
        let mailbox = mailbox
        for (index, loop) in loops.enumerated() {
            loop.send(.run { mailbox.send(Answer(question: identifier, loop: index, value: question($0))) })
        }
    }

    private func receive(_ answer: Answer) {
        pending[answer.question]?.answers[answer.loop] = answer.value
        guard let question = pending[answer.question], question.answers.count == loops.count else { return }
        pending[answer.question] = nil
        question.finish(question.answers)
    }
}
