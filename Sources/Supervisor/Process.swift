import CLinux
import Configuration
import EventLoop
import Glibc
import Memory
import Operations
import Proxying
import Synchronization
import Transport

/// The running program: its listeners and one thread for each loop.
struct Process {
    private let generation: Generation
    private let options: CommandLineOptions
    private let launched: Milliseconds

    /// - Parameter launched: when the program was called, on the monotonic clock.
    init(_ generation: Generation, _ options: CommandLineOptions, launched: Milliseconds) {
        self.generation = generation
        self.options = options
        self.launched = launched
    }

    /// Runs until every loop has stopped; the exit status.
    func run() -> Int32 {
        signal(SIGPIPE, SIG_IGN)
        guard prepareRights() else { return 1 }
        let loops = max(1, generation.global.threads)
        guard let listeners = openListeners(loops), let sockets = openStatisticsSockets() else { return 1 }
        let isDaemon = generation.global.isDaemon && !options.staysInForeground
        var pidFile: PidFile?
        if isDaemon, let path = generation.global.pidFile {
            pidFile = PidFile(path)
            guard pidFile != nil else {
                Output.alert("[apus.main()] Cannot create pidfile \(path)")
                return 1
            }
        }
        let namespaces = ServerNamespaces(generation)
        // They are opened before their paths get out of reach, and tried with the rights that are left.
        if let problem = namespaces.open() ?? Privileges.drop(generation.global) ?? namespaces.tryToEnter() {
            Output.alert(problem)
            return 1
        }
        if let problem = CrashDumps.allow(generation.global.coreDumps) { Output.message(.warning, problem) }
        if isDaemon {
            switch Daemon.detach() {
            case .failed:
                Output.alert("[apus.main()] Cannot fork.")
                return 1
            case .parent(let child):
                pidFile?.write(child)
                return 0
            case .child: return inNewThread { runLoops(loops, listeners, sockets) }
            }
        }
        return runLoops(loops, listeners, sockets)
    }

    /// What only the user that started the process may do, before anything is opened. False if the process must not start.
    private func prepareRights() -> Bool {
        let global = generation.global
        if let problem = Capabilities(global.capabilities).raise(global.capabilities), options.isDiagnostic {
            Output.message(.diag, problem)
        }
        guard let problem = CrashDumps.liftLimits(global.coreDumps) else { return true }
        Output.message(global.limitsAreStrict ? .alert : .warning, problem)
        return !global.limitsAreStrict
    }

    /// Runs what follows a fork. The standard library's mutexes know a thread by a number which they ask for once, and the
    /// thread that a fork leaves behind has got a new one: it must not take part in locking any more.
    private func inNewThread(_ body: @escaping @Sendable () -> Int32) -> Int32 {
        let status = ExitStatus()
        do throws(SystemError) {
            try LoopThread { status.value.store(body(), ordering: .releasing) }.join()
            return status.value.load(ordering: .acquiring)
        } catch {
            Output.alert("\(error.call): \(error.reason)")
            return 1
        }
    }

    private func runLoops(_ loops: Int, _ listeners: [Listener], _ sockets: [Listener]) -> Int32 {
        do {
            var mailboxes: [Mailbox<LoopMessage>] = []
            for _ in 0..<loops { mailboxes.append(try Mailbox()) }
            let signals = try SignalReceiver(generation, mailboxes)
            let facts = ProcessFacts(launched: launched)
            var threads: [LoopThread] = []
            for index in 1..<loops {
                let body = LoopBody(index, generation, listeners, mailboxes, facts)
                threads.append(try LoopThread { body.run() })
            }
            signals.start()
            LoopBody(0, generation, listeners, mailboxes, facts, operations: sockets).run()
            for thread in threads { thread.join() }
            return 0
        } catch {
            Output.alert("\(error.call): \(error.reason)")
            return 1
        }
    }

    /// The sockets of the runtime API.
    private func openStatisticsSockets() -> [Listener]? {
        do {
            return try RuntimeAPI.openSockets(generation.global)
        } catch {
            Output.alert("Starting GLOBAL: cannot bind the sockets of 'stats socket' (\(error.call): \(error.reason))")
            return nil
        }
    }

    private typealias ListeningSection = (index: Int, name: String, binds: [BindSettings])

    /// What has bind lines; `log-forward` and `peers` sections are counted behind the proxies.
    private var listeningSections: [ListeningSection] {
        let proxies: [ListeningSection] = generation.proxies.filter { !$0.settings.isDisabled }.map {
            ($0.index, "\($0.settings.kindName) \($0.settings.name)", $0.settings.binds)
        }
        let forwards: [ListeningSection] = generation.logForwards.enumerated().map { index, forward in
            (generation.proxies.count + index, "log-forward \(forward.settings.name)", forward.settings.binds)
        }
        let first = generation.proxies.count + generation.logForwards.count
        let peers: [ListeningSection] = generation.peers.enumerated().compactMap { index, section in
            guard !section.settings.isDisabled, let bind = section.settings.bind else { return nil }
            return (first + index, "peers \(section.settings.name)", [bind])
        }
        return proxies + forwards + peers
    }

    private func openListeners(_ loops: Int) -> [Listener]? {
        let opening = ListenerOpening(generation.global, loops: loops, costs: generation.costs)
        var listeners: [Listener] = []
        var failed = false
        for section in listeningSections {
            for bind in section.binds {
                do throws(SystemError) {
                    listeners += try opening.open(bind, proxy: section.index)
                } catch {
                    failed = true
                    let what = error.call == "tcp-md5sig" ? "'tcp-md5sig' : " : ""
                    Output.alert(
                        "Binding [\(bind.location.file):\(bind.location.line)] for \(section.name): cannot bind socket "
                            + "(\(what)\(error.reason)) for [\(bind.address.text)]")
                }
            }
        }
        if failed { Output.alert("[apus.main()] Some protocols failed to start their listeners! Exiting.") }
        return failed ? nil : listeners
    }
}

/// What the process ends with.
private final class ExitStatus: Sendable {
    let value = Atomic<Int32>(0)
}
