import EventLoop
import Glibc
import Proxying

/// Turns signals into messages for the loops (management guide, 4). They are received on a thread of their own, so that
/// no handler runs in the middle of anything.
struct SignalReceiver: Sendable {
    private let mailboxes: [Mailbox<LoopMessage>]

    /// Blocks the signals in the calling thread and those it starts.
    init(_ mailboxes: [Mailbox<LoopMessage>]) throws(SystemError) {
        self.mailboxes = mailboxes
        var set = SignalReceiver.set
        let result = pthread_sigmask(SIG_BLOCK, &set, nil)
        guard result == 0 else { throw SystemError(result, "pthread_sigmask") }
    }

    private static var set: sigset_t {
        var set = sigset_t()
        sigemptyset(&set)
        for signal in [SIGTERM, SIGINT, SIGUSR1, SIGHUP, SIGQUIT] { sigaddset(&set, signal) }
        return set
    }

    func start() {
        let receiver = self
        _ = try? LoopThread(stackSize: 64 * 1024) { receiver.receive() }
    }

    private func receive() {
        var set = SignalReceiver.set
        while true {
            var signal: Int32 = 0
            guard sigwait(&set, &signal) == 0 else { return }
            switch signal {
            case SIGTERM, SIGINT: for mailbox in mailboxes { mailbox.send(.stop) }
            default: continue
            }
        }
    }
}
