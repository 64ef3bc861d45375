import EventLoop
import Glibc
import Memory
import Proxying

/// Turns signals into messages for the loops (management guide, 4). They are received on a thread of their own, so that
/// no handler runs in the middle of anything.
struct SignalReceiver: Sendable {
    private let generation: Generation
    private let mailboxes: [Mailbox<LoopMessage>]

    /// Blocks the signals in the calling thread and those it starts.
    init(_ generation: Generation, _ mailboxes: [Mailbox<LoopMessage>]) throws(SystemError) {
        self.generation = generation
        self.mailboxes = mailboxes
        var set = SignalReceiver.set
        let result = pthread_sigmask(SIG_BLOCK, &set, nil)
        guard result == 0 else { throw SystemError(result, "pthread_sigmask") }
    }

    /// Keeps the signals that are messages to a running process until it runs; those that stop it act at once.
    static func deferMessages() {
        var set = sigset_t()
        sigemptyset(&set)
        for signal in [SIGUSR1, SIGUSR2, SIGHUP] { sigaddset(&set, signal) }
        pthread_sigmask(SIG_BLOCK, &set, nil)
    }

    /// Those that do something, and those that must not end the process.
    private static var set: sigset_t {
        var set = sigset_t()
        sigemptyset(&set)
        for signal in [SIGTERM, SIGINT, SIGUSR1, SIGUSR2, SIGHUP, SIGQUIT, SIGTTIN, SIGTTOU] { sigaddset(&set, signal) }
        return set
    }

    func start() {
        let receiver = self
        _ = try? LoopThread(stackSize: 128 * 1024) { receiver.receive() }
    }

    /// Waits for signals, and for what they have put off.
    private func receive() {
        var set = SignalReceiver.set
        var stop = DelayedStop(grace: generation.global.grace, hardStopAfter: generation.global.hardStopAfter)
        while true {
            let signal = SignalReceiver.next(&set, within: stop.wait())
            switch signal {
            case SIGTERM, SIGINT: send(.stop)
            case SIGUSR1: stop.begin()
            case SIGHUP: StateDump.servers(generation)
            case SIGQUIT: StateDump.pools(mailboxes)
            case SIGTTOU: changeListening("Paused") { $0.pauseListening() }
            case SIGTTIN: changeListening("Resumed") { $0.resumeListening() }
            case SIGUSR2: Output.message(.warning, "SIGUSR2 received, but reload is not built yet.")
            default: break
            }
            while let event = stop.takeDue() {
                switch event {
                case .softStop: send(.softStop)
                case .hardStop: send(.hardStop)
                }
            }
        }
    }

    /// What a process that starts asks of the old one while it binds (management guide, 4).
    private func changeListening(_ done: String, _ change: @escaping @Sendable (LoopContext) -> Void) {
        send(.run(change))
        for proxy in generation.proxies where !proxy.settings.isDisabled && !proxy.settings.binds.isEmpty {
            Output.message(.warning, "\(done) \(proxy.settings.kindName) \(proxy.settings.name).")
        }
    }

    private static func next(_ set: inout sigset_t, within wait: timespec?) -> Int32 {
        guard var wait else { return sigwaitinfo(&set, nil) }
        return sigtimedwait(&set, nil, &wait)
    }

    private func send(_ message: LoopMessage) {
        for mailbox in mailboxes { mailbox.send(message) }
    }
}
