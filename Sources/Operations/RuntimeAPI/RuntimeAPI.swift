import EventLoop
import Glibc
import Memory
import Proxying
import Transport

/// The runtime API: what operators, scripts and monitors ask of the running process (management guide, 9.3).
///
/// It lives on one loop. What belongs to other loops it asks of them; traffic never waits for it.
public final class RuntimeAPI {
    let context: LoopContext
    let generation: Generation
    let inquirer: Inquirer
    let process: ProcessFacts
    let crossingCalls: CrossingCalls
    /// Made for the first command that needs it.
    private var lookUps: NameLookUps?
    private let pool = Pool<CommandSession>(name: "cli_session")
    private var listeners: [CommandListener] = []
    private(set) var use = RuntimeAPIUse()
    var waitingListeners: [CommandListener] = []

    /// - Parameter sockets: the open sockets of the `stats socket` lines.
    /// - Parameter loops: the mailboxes of all loops.
    public init(
        _ generation: Generation, sockets: [Listener], on context: LoopContext, loops: [Mailbox<LoopMessage>],
        process: ProcessFacts
    ) throws(SystemError) {
        self.generation = generation
        self.context = context
        self.process = process
        inquirer = try Inquirer(loops, on: context)
        crossingCalls = try CrossingCalls(on: context.loop)
        context.pools.add(pool)
        for socket in sockets {
            guard let descriptor = socket.descriptor(forLoop: 0) else { continue }
            listeners.append(try CommandListener(socket, descriptor, self))
        }
    }

    /// Opens the sockets of the `stats socket` lines; before the process gives up rights that this needs.
    public static func openSockets(_ global: GlobalSettings) throws(SystemError) -> [Listener] {
        var sockets: [Listener] = []
        let opening = ListenerOpening(global, loops: 1)
        for settings in global.statisticsSockets { sockets += try opening.open(settings, proxy: -1) }
        return sockets
    }

    var sockets: [BindSettings] { listeners.map(\.settings) }

    /// Fewer clients than `stats maxconn` are connected.
    var acceptsMore: Bool { use.connected < generation.global.statisticsConnections }

    func begin(_ file: Int32, _ settings: BindSettings, _ source: SocketAddress) {
        let connection = Connection(file, on: context.loop)
        let session = CommandSession(connection, self, settings: settings, source: source)
        connection.owner = session
        do {
            try connection.attach()
        } catch {
            connection.owner = nil
            close(file)
            return
        }
        use.connected += 1
        use.begun &+= 1
        pool.count(session)
        session.begin()
    }

    /// Runs `body` on this loop after a while.
    func later(after delay: Milliseconds, _ body: @escaping () -> Void) {
        _ = LaterCall(on: context, after: delay, body)
    }

    /// Looks a name up as the system does; nil when it has no address.
    func lookUp(_ name: String, then body: @escaping (SocketAddress?) -> Void) {
        if lookUps == nil { lookUps = try? NameLookUps(on: context) }
        guard let lookUps else { return body(nil) }
        lookUps.find(name, then: body)
    }

    func ended() {
        use.connected -= 1
        pool.drop()
        guard !waitingListeners.isEmpty else { return }
        let waiting = waitingListeners
        waitingListeners = []
        for listener in waiting { listener.resume() }
    }
}

/// How much the runtime API is used.
struct RuntimeAPIUse: Sendable {
    /// Clients there are now.
    var connected = 0
    /// Clients there ever were.
    var begun: UInt64 = 0
}
