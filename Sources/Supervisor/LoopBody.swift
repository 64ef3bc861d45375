import EventLoop
import Proxying

/// What one loop's thread runs: everything it needs is built inside it.
struct LoopBody: Sendable {
    private let index: Int
    private let generation: Generation
    private let listeners: [Listener]
    private let mailboxes: [Mailbox<LoopMessage>]

    /// `mailboxes` are those of all loops, in order.
    init(_ index: Int, _ generation: Generation, _ listeners: [Listener], _ mailboxes: [Mailbox<LoopMessage>]) {
        self.index = index
        self.generation = generation
        self.listeners = listeners
        self.mailboxes = mailboxes
    }

    func run() {
        do {
            let context = try LoopContext(index: index, tuning: generation.global.tuning, mailboxes: mailboxes)
            let reader = try MailboxReader(context.mailbox, on: context.loop) { message in context.handle(message) }
            try context.start(generation, listeners)
            context.loop.run()
            withExtendedLifetime((context, reader)) {}
        } catch {
            Output.alert("loop \(index): \(error)")
        }
    }
}
