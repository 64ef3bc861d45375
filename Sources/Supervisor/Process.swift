import CLinux
import Configuration
import EventLoop
import Glibc
import Memory
import Operations
import Proxying

/// The running program: its listeners and one thread for each loop.
struct Process {
    private let generation: Generation

    init(_ generation: Generation) { self.generation = generation }

    /// Runs until every loop has stopped; the exit status.
    func run() -> Int32 {
        signal(SIGPIPE, SIG_IGN)
        let loops = generation.global.threads > 0 ? generation.global.threads : Processors.available
        raiseDescriptorLimit()
        guard let listeners = openListeners(loops) else { return 1 }
        do {
            var mailboxes: [Mailbox<LoopMessage>] = []
            for _ in 0..<loops { mailboxes.append(try Mailbox()) }
            let signals = try SignalReceiver(mailboxes)
            var threads: [LoopThread] = []
            for index in 1..<max(1, loops) {
                let body = LoopBody(index, generation, listeners, mailboxes)
                threads.append(try LoopThread { body.run() })
            }
            signals.start()
            LoopBody(0, generation, listeners, mailboxes).run()
            for thread in threads { thread.join() }
            return 0
        } catch {
            Output.error("[ALERT]    (\(getpid())) : \(error.call): \(error.reason)\n")
            return 1
        }
    }

    private func openListeners(_ loops: Int) -> [Listener]? {
        var listeners: [Listener] = []
        var failed = false
        for proxy in generation.proxies where !proxy.settings.isDisabled {
            for bind in proxy.settings.binds {
                do throws(SystemError) {
                    listeners += try Listener.open(bind, proxy: proxy.index, loops: loops)
                } catch {
                    failed = true
                    let kind = proxy.settings.isBackend ? "listen" : "frontend"
                    Output.error(
                        "[ALERT]    (\(getpid())) : Starting \(kind) \(proxy.settings.name): cannot bind socket (\(error.reason)) "
                            + "for [\(bind.address.text)]\n")
                }
            }
        }
        return failed ? nil : listeners
    }

    private func raiseDescriptorLimit() {
        var limit = rlimit()
        guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else { return }
        limit.rlim_cur = limit.rlim_max
        setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
    }
}

/// What one loop's thread runs: everything it needs is built inside it.
struct LoopBody: Sendable {
    private let index: Int
    private let generation: Generation
    private let listeners: [Listener]
    /// Of all loops.
    private let mailboxes: [Mailbox<LoopMessage>]

    init(_ index: Int, _ generation: Generation, _ listeners: [Listener], _ mailboxes: [Mailbox<LoopMessage>]) {
        self.index = index
        self.generation = generation
        self.listeners = listeners
        self.mailboxes = mailboxes
    }

    func run() {
        do {
            let mailbox = mailboxes[index]
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
            let operations = index == 0 ? try RuntimeAPI(generation, on: context, loops: mailboxes) : nil
            context.loop.run()
            withExtendedLifetime((context, share, reader, sources, operations)) {}
        } catch {
            Output.error("[ALERT]    (\(getpid())) : loop \(index): \(error)\n")
        }
    }
}
