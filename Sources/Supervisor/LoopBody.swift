import CLinux
import EventLoop
import Operations
import Proxying

/// What one loop's thread runs: everything it needs is built inside it.
struct LoopBody: Sendable {
    private let index: Int
    private let generation: Generation
    private let listeners: [Listener]
    private let mailboxes: [Mailbox<LoopMessage>]
    private let facts: ProcessFacts

    /// The sockets of the runtime API, for the loop that serves it.
    private let operations: [Listener]?

    /// `mailboxes` are those of all loops, in order.
    init(
        _ index: Int, _ generation: Generation, _ listeners: [Listener], _ mailboxes: [Mailbox<LoopMessage>],
        _ facts: ProcessFacts, operations: [Listener]? = nil
    ) {
        self.operations = operations
        self.facts = facts
        self.index = index
        self.generation = generation
        self.listeners = listeners
        self.mailboxes = mailboxes
    }

    func run() {
        bindThread()
        do {
            let context = try LoopContext(index: index, tuning: generation.global.tuning, mailboxes: mailboxes)
            let reader = try MailboxReader(context.mailbox, on: context.loop) { message in context.handle(message) }
            try context.start(generation, listeners)
            context.statistics = StatisticsReports(generation, on: context, loops: mailboxes, process: facts)
            var api: RuntimeAPI?
            if let operations {
                api = try RuntimeAPI(generation, sockets: operations, on: context, loops: mailboxes, process: facts)
            }
            if index == 0 { releaseStart() }
            context.loop.run()
            withExtendedLifetime((context, reader, api)) {}
        } catch {
            Output.alert("loop \(index): \(error)")
        }
        let index = index
        if index != 0 { mailboxes.first?.send(.run { $0.peerEnded(index) }) }
    }

    /// Before anything is built, so that the loop's memory lies near its processors.
    private func bindThread() {
        guard let processors = generation.global.placement.processors(ofThread: index) else { return }
        do throws(SystemError) {
            try processors.bindCallingThread()
        } catch {
            Output.message(
                .warning,
                "thread \(index + 1) cannot be bound to processors \(processors.text) (\(error.reason)); it runs where the "
                    + "system likes.")
        }
    }

    /// Reading a configuration needs far more of the program and of the heap than serving it.
    private func releaseStart() {
        if generation.global.tuning.trimsHeap { apus_trim_heap() }
        apus_release_code()
    }
}
