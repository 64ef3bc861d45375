import EventLoop
import Glibc
import Memory
import Transport

/// A connection between two peers: greeting and answer, then messages in both directions (peers protocol 2.1).
final class PeerConnection: ConnectionOwner, SocksClient {
    enum Phase {
        case connecting
        /// A PROXY header must come first.
        case awaitingPreface(ProxyProtocolUse)
        /// The other one must say who it is.
        case awaitingGreeting
        /// The other one must answer to the greeting.
        case awaitingAnswer
        case established
        case closed
    }

    let connection: Connection
    unowned(unsafe) let group: PeerGroup
    /// Nil until the greeting has said who it is.
    unowned(unsafe) var remote: RemotePeer?
    var phase: Phase
    var input: Buffer?
    var output: Buffer?
    /// What is to be said as soon as possible: greetings, answers, messages without a body.
    var urgent: [UInt8] = []
    lazy var speaker = PeerSpeaker(part: group.part(of: remote))
    var learner = PeerLearner()
    /// When the kernel last took something.
    var lastSent: Milliseconds
    var lastReceived: Milliseconds
    /// The other one has connected to this process.
    let isAccepted: Bool
    /// How often there was something to do.
    private(set) var rounds = 0

    /// After so much silence a peer says that it is alive.
    private static let heartbeat = Milliseconds.seconds(3)
    /// After so much silence a peer is dead.
    static let silence = Milliseconds.seconds(5)
    /// A peer that takes nothing for so long does not read any more.
    private static let deafness = Milliseconds.seconds(10)

    private init(_ connection: Connection, _ group: PeerGroup, _ remote: RemotePeer?, _ phase: Phase) {
        self.connection = connection
        self.group = group
        self.remote = remote
        self.phase = phase
        isAccepted = remote == nil
        lastSent = group.context.now
        lastReceived = group.context.now
        super.init()
    }

    /// Goes to a peer over a socket that is connecting; nil when it cannot be watched.
    static func connect(_ descriptor: Int32, _ remote: RemotePeer) -> PeerConnection? {
        let connection = Connection(descriptor, on: remote.group.context.loop, isConnecting: true)
        return begin(connection, remote.group, remote, .connecting)
    }

    /// Takes a connection from a peer, who is not known yet; nil when it cannot be watched.
    static func accept(_ descriptor: Int32, _ group: PeerGroup) -> PeerConnection? {
        let use = group.settings.bind?.proxyProtocol ?? .none
        let phase: Phase = use == .none ? .awaitingGreeting : .awaitingPreface(use)
        return begin(Connection(descriptor, on: group.context.loop), group, nil, phase)
    }

    private static func begin(
        _ connection: Connection, _ group: PeerGroup, _ remote: RemotePeer?, _ phase: Phase
    ) -> PeerConnection? {
        let peer = PeerConnection(connection, group, remote, phase)
        let descriptor = connection.descriptor
        connection.owner = peer
        if let remote, let target = remote.settings.route.proxiedTarget {
            connection.owner = SocksHandshake(connection, for: peer, to: target, on: group.context.loop)
        }
        do throws(SystemError) {
            try connection.attach()
        } catch {
            connection.owner = nil
            Glibc.close(descriptor)
            return nil
        }
        connection.setDeadline(group.context.now + silence)
        return peer
    }

    /// The peer is telling what it knows.
    var isLearning: Bool { isEstablished && learner.isLearning }

    var isEstablished: Bool { if case .established = phase { true } else { false } }

    var isClosed: Bool { if case .closed = phase { true } else { false } }

    func close() {
        guard !connection.isClosed else { return }
        phase = .closed
        for buffer in [input.take(), output.take()] { if let buffer { group.context.give(buffer) } }
        connection.close()
    }

    /// Ends the connection and tells whose it was.
    private func end() {
        let (wasEstablished, wasLearning) = (isEstablished, isLearning)
        close()
        guard let remote else { return group.forget(self) }
        remote.lost(self, wasEstablished: wasEstablished)
        if wasLearning { group.lessonBroken() }
    }

    // MARK: Events

    override func connectionReady() {
        rounds &+= 1
        if case .connecting = phase {
            guard let remote, connection.finishConnecting() == 0 else { return end() }
            phase = .awaitingAnswer
            remote.reached()
            say(PeerGreeting.text(to: remote.name, from: group.localName, process: getpid()))
        }
        guard receive(), !connection.state.contains(.failed) else { return end() }
        if isClosed { return }
        push()
        setDeadline()
    }

    func reachedSocksProxy() {}

    func refusedBySocksProxy(_ error: ConnectionError) { end() }

    override func connectionExpired() {
        let now = group.context.now
        guard isEstablished, now < lastReceived + PeerConnection.silence,
            !hasWaiting || now < lastSent + PeerConnection.deafness
        else {
            if isEstablished { remote?.figures.silences += 1 }
            return end()
        }
        if !hasWaiting, now >= lastSent + PeerConnection.heartbeat {
            remote?.figures.sentHeartbeats += 1
            say(.heartbeat)
            push()
        }
        setDeadline()
    }

    var nextHeartbeat: Milliseconds { lastSent + PeerConnection.heartbeat }

    /// The kernel is full.
    private var hasWaiting: Bool { output != nil || !urgent.isEmpty }

    func setDeadline() {
        guard isEstablished else { return }
        connection.setDeadline(
            min(
                lastSent + (hasWaiting ? PeerConnection.deafness : PeerConnection.heartbeat),
                lastReceived + PeerConnection.silence))
    }

    func establish() {
        phase = .established
        guard let remote else { return }
        remote.established()
        switch remote.role {
        case .predecessor:
            learner.isLearning = true
            group.lessonBegun()
        case .successor: speaker.teach()
        case .other: if group.wantsLesson(from: remote) { askForLesson() }
        }
    }

    func askForLesson() {
        learner.isLearning = true
        say(.resyncRequest)
    }

    // MARK: Writing

    func say(_ text: String) { urgent += Array(text.utf8) }
    func say(_ kind: PeerFrame.Kind) { urgent += PeerFrame.bytes(kind) }

    /// Sends what there is to say until the kernel is full, or until others must have their turn.
    func push() {
        var entries = group.context.peerUpdatesAtOnce
        while !connection.isClosed, connection.mayWrite, !connection.isConnecting {
            guard let buffer = output ?? group.context.takeBuffer() else { return }
            output = buffer
            if buffer.isEmpty {
                buffer.reset()
                fill(buffer, entries: &entries)
            }
            if buffer.isEmpty {
                output = nil
                group.context.give(buffer)
                if entries <= 0 { connection.wakeLater() }
                return
            }
            switch connection.send(from: buffer) {
            case .bytes: lastSent = group.context.now
            case .wouldBlock: return
            case .end, .failed: return connection.wakeLater()
            }
        }
    }

    private func fill(_ buffer: Buffer, entries: inout Int) {
        let count = min(urgent.count, buffer.room)
        _ = buffer.append(Array(urgent.prefix(count)))
        urgent.removeFirst(count)
        guard isEstablished, urgent.isEmpty, let remote else { return }
        learner.acknowledge(to: buffer)
        guard remote.role != .predecessor else { return }
        speaker.speak(to: buffer, group, &remote.progress, entries: &entries, group.context.tableTime)
    }
}
