import EventLoop
import Memory
import Proxying

/// Asks every loop a question and hands the answers to the loop that asked. Nobody waits: each loop answers between two
/// of its turns, with values.
public final class Inquirer {
    private let loops: [Mailbox<LoopMessage>]
    private let mailbox: Mailbox<Answer>
    private var reader: MailboxReader<Answer>?
    private var pending: [UInt64: Pending] = [:]
    private var last: UInt64 = 0
    private unowned let context: LoopContext
    private let watch: InquiryWatch
    /// A loop that does not answer within it has stopped.
    private static let patience = Milliseconds.seconds(2)

    /// One loop's answer to one question.
    private struct Answer: Sendable {
        let question: UInt64
        let loop: Int
        let value: any Sendable
    }

    private struct Pending {
        let deadline: Milliseconds
        /// How many loops were asked.
        let asked: Int
        var answers: [Int: any Sendable] = [:]
        let finish: ([Int: any Sendable]) -> Void
    }

    /// - Parameter loops: the mailboxes of all loops, by index.
    /// - Parameter context: of the loop that asks.
    public init(_ loops: [Mailbox<LoopMessage>], on context: LoopContext) throws(SystemError) {
        self.loops = loops
        self.context = context
        mailbox = try Mailbox()
        watch = InquiryWatch()
        context.loop.register(watch)
        watch.inquirer = self
        reader = try MailboxReader(mailbox, on: context.loop) { [unowned self] in receive($0) }
    }

    public var loopCount: Int { loops.count }

    /// Runs `question` on every loop; `finish` gets the answers in the order of the loops.
    public func ask<Value: Sendable>(
        _ question: @escaping @Sendable (LoopContext) -> Value, then finish: @escaping ([Value]) -> Void
    ) {
        last &+= 1
        let identifier = last
        let running = loops.indices.filter { !context.endedPeers.contains($0) }
        pending[identifier] = Pending(deadline: context.now + Inquirer.patience, asked: running.count) { answers in
            finish(answers.sorted { $0.key < $1.key }.compactMap { $0.value as? Value })
        }
        if pending.count == 1 { context.loop.setDeadline(watch, context.now + Inquirer.patience) }
        let mailbox = mailbox
        for index in running {
            loops[index].send(.run { mailbox.send(Answer(question: identifier, loop: index, value: question($0))) })
        }
    }

    /// Runs `order` on every loop, then `finish` here.
    func tell(_ order: @escaping @Sendable (LoopContext) -> Void, then finish: @escaping () -> Void) {
        ask(
            { loop in
                order(loop)
                return true
            }, then: { (_: [Bool]) in finish() })
    }

    /// Finishes with the answers that came what has waited too long.
    fileprivate func expire() {
        for (identifier, question) in pending where question.deadline <= context.now {
            pending[identifier] = nil
            question.finish(question.answers)
        }
        let next = pending.values.map(\.deadline).min() ?? .never
        context.loop.setDeadline(watch, next)
    }

    private func receive(_ answer: Answer) {
        pending[answer.question]?.answers[answer.loop] = answer.value
        guard let question = pending[answer.question], question.answers.count == question.asked else { return }
        pending[answer.question] = nil
        question.finish(question.answers)
    }
}

/// The deadline of an inquirer's questions.
private final class InquiryWatch: EventSource {
    weak var inquirer: Inquirer?

    override func expired() { inquirer?.expire() }
}
