import EventLoop
import Memory
import Transport

/// Another process of a `peers` section, and the way to it: reconnects whenever there is no connection.
final class RemotePeer: EventSource {
    let settings: PeerSettings
    unowned(unsafe) let group: PeerGroup
    private(set) var connection: PeerConnection?
    /// What it has got of each table, in the order of the group's.
    var progress: [PeerTableProgress]
    /// It has answered a request to teach, or tried to.
    var hasTaught = false
    var figures = PeerFigures()
    private var failures = 0
    private var hasEnded = false
    let role: Role

    /// What the other process is to this one.
    enum Role {
        case other
        /// This process takes over from it: it comes by itself, teaches and is gone.
        case predecessor
        /// It takes over from this process, which teaches it at the end.
        case successor
    }

    init(_ settings: PeerSettings, _ group: PeerGroup, _ role: Role = .other) {
        self.settings = settings
        self.role = role
        self.group = group
        progress = group.tables.map { PeerTableProgress($0.table) }
        super.init()
        group.context.loop.register(self)
    }

    var name: String { settings.name }

    /// Begins to connect; when that fails, the next attempt follows after a pause.
    func connect() {
        guard connection == nil, !hasEnded else { return }
        figures.attempts += 1
        do throws(SystemError) {
            let descriptor = try settings.route.openSocket()
            connection = PeerConnection.connect(descriptor, self)
        } catch {}
        if connection == nil { pause() }
    }

    override func expired() { connect() }

    /// Another attempt after a while: at random, so that two processes do not go on replacing each other's connections, and
    /// later with each failure.
    private func pause() {
        switch role {
        case .predecessor: return
        case .successor: return pauseBeforeSuccessor()
        case .other: break
        }
        let random = Int64.random(in: 50...2050)
        let longer = Int64(min(failures, 5)) * 1000
        let pause = min(random + longer, 5000)
        figures.nextAttempt = group.context.now + Milliseconds(pause)
        group.context.loop.setDeadline(self, figures.nextAttempt)
    }

    /// Perhaps it was a loop of this process that had not stopped to listen yet.
    private func pauseBeforeSuccessor() {
        guard figures.attempts < RemotePeer.mostAttempts else { return group.handedOver() }
        group.context.loop.setDeadline(self, group.context.now + Milliseconds(100))
    }

    /// So often a successor is looked for.
    private static let mostAttempts = 5

    /// The peer has connected to this process: the newest connection is the one that stays.
    func adopt(_ fresh: PeerConnection) {
        if let old = connection {
            figures.collisions += 1
            connection = nil
            let wasLearning = old.isLearning
            old.close()
            if wasLearning { group.lessonBroken() }
        }
        group.context.loop.setDeadline(self, .never)
        connection = fresh
        reached()
    }

    /// A connection to the peer has come about; whether it is the peer, its answer will say.
    func reached() { figures.lastAttempt = group.context.now }

    func established() {
        failures = 0
        figures.lastAnswer = PeerAnswer.succeeded.rawValue
        group.journal?.note(.connected, of: name, at: connection?.connection)
        for index in progress.indices { progress[index].restart() }
    }

    /// A connection has ended.
    func lost(_ ended: PeerConnection, wasEstablished: Bool) {
        guard connection === ended else { return }
        connection = nil
        if wasEstablished { group.journal?.note(.lost, of: name, at: nil) }
        if !wasEstablished { failures += 1 }
        guard !hasEnded else { return }
        pause()
    }

    func end() {
        hasEnded = true
        connection?.close()
        connection = nil
        group.context.loop.unregister(self)
    }
}

/// What `show peers` tells of a peer.
struct PeerFigures {
    var lastAnswer: Int?
    /// When a connection last came about.
    var lastAttempt: Milliseconds?
    var nextAttempt = Milliseconds.zero
    var attempts = 0
    var collisions = 0
    var protocolErrors = 0
    var sentHeartbeats = 0
    var receivedHeartbeats = 0
    /// Connections that ended because nothing came.
    var silences = 0
}
