import EventLoop
import Proxying

/// What one loop's thread runs: everything it needs is built inside it.
struct LoopBody: Sendable {
    private let index: Int
    private let generation: Generation
    private let listeners: [Listener]
    private let mailbox: Mailbox<LoopMessage>

    init(_ index: Int, _ generation: Generation, _ listeners: [Listener], _ mailbox: Mailbox<LoopMessage>) {
        self.index = index
        self.generation = generation
        self.listeners = listeners
        self.mailbox = mailbox
    }

    func run() {
        do {
            let context = try LoopContext(index: index, tuning: generation.global.tuning, mailbox: mailbox)
            let share = GenerationShare(generation, context)
            context.generation = share
            let reader = try MailboxReader(mailbox, on: context.loop) { message in context.handle(message) }
            var sources: [ListenerSource] = []
            for listener in listeners {
                guard let frontend = share.frontends[listener.proxy],
                    let descriptor = listener.descriptor(forLoop: index)
                else { continue }
                sources.append(try ListenerSource(descriptor, frontend, context))
            }
            context.loop.run()
            withExtendedLifetime((context, share, reader, sources)) {}
        } catch {
            Output.alert("loop \(index): \(error)")
        }
    }
}
