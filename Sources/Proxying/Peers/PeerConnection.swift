import EventLoop
import Glibc
import Memory
import Transport

/// A connection between two peers: greeting and answer, then messages in both directions (peers protocol 2.1).
final class PeerConnection: ConnectionOwner {
    private enum Phase {
        case connecting
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
    private(set) unowned(unsafe) var remote: RemotePeer?
    private var phase: Phase
    private var input: Buffer?
    private var output: Buffer?
    /// What is to be said as soon as possible: greetings, answers, messages without a body.
    private var urgent: [UInt8] = []
    private lazy var speaker = PeerSpeaker(parts: group.settings.shards, part: remote?.settings.shard ?? 0)
    private var learner = PeerLearner()
    private var lastSent: Milliseconds
    private var lastReceived: Milliseconds

    /// After so much silence a peer says that it is alive.
    private static let heartbeat = Milliseconds.seconds(3)
    /// After so much silence a peer is dead.
    private static let silence = Milliseconds.seconds(5)
    /// The longest message: two buffers' worth cannot be meant.
    private static let longestMessage = 1 << 14

    private init(_ connection: Connection, _ group: PeerGroup, _ remote: RemotePeer?, _ phase: Phase) {
        self.connection = connection
        self.group = group
        self.remote = remote
        self.phase = phase
        lastSent = group.context.now
        lastReceived = group.context.now
        super.init()
    }

    /// Goes to a peer over a socket that is connecting; nil when it cannot be watched.
    static func connect(_ descriptor: Int32, _ remote: RemotePeer) -> PeerConnection? {
        begin(Connection(descriptor, on: remote.group.context.loop, isConnecting: true), remote.group, remote)
    }

    /// Takes a connection from a peer, who is not known yet; nil when it cannot be watched.
    static func accept(_ descriptor: Int32, _ group: PeerGroup) -> PeerConnection? {
        begin(Connection(descriptor, on: group.context.loop), group, nil)
    }

    private static func begin(_ connection: Connection, _ group: PeerGroup, _ remote: RemotePeer?) -> PeerConnection? {
        let peer = PeerConnection(connection, group, remote, remote == nil ? .awaitingGreeting : .connecting)
        let descriptor = connection.descriptor
        connection.owner = peer
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
        if case .connecting = phase {
            guard let remote, connection.finishConnecting() == 0 else { return end() }
            phase = .awaitingAnswer
            say(PeerGreeting.text(to: remote.name, from: group.localName, process: getpid()))
        }
        guard receive() else { return end() }
        if case .closed = phase { return }
        push()
    }

    override func connectionExpired() {
        let now = group.context.now
        guard isEstablished, now < lastReceived + PeerConnection.silence else {
            remote?.figures.silences += 1
            return end()
        }
        if now >= lastSent + PeerConnection.heartbeat {
            remote?.figures.sentHeartbeats += 1
            say(.heartbeat)
            push()
        }
        setDeadline()
    }

    private func setDeadline() {
        guard isEstablished else { return }
        connection.setDeadline(
            min(lastSent + PeerConnection.heartbeat, lastReceived + PeerConnection.silence))
    }

    // MARK: Reading

    /// Reads and acts upon all there is; false when the connection is to end.
    private func receive() -> Bool {
        while connection.mayRead {
            guard let buffer = input ?? group.context.takeBuffer() else { return false }
            input = buffer
            buffer.compact()
            let result = connection.receive(into: buffer)
            switch result {
            case .bytes(let count):
                lastReceived = group.context.now
                guard count > 0, takeMessages(buffer) else { return false }
                if case .closed = phase { return true }
            case .wouldBlock: break
            case .end, .failed: return false
            }
            if buffer.isEmpty {
                input = nil
                group.context.give(buffer)
            }
            if result == .wouldBlock { break }
        }
        setDeadline()
        return true
    }

    private func takeMessages(_ buffer: Buffer) -> Bool {
        while !buffer.isEmpty {
            let data = buffer.view(from: buffer.start)
            let length: Int?
            switch phase {
            case .connecting, .closed: return true
            case .awaitingGreeting: length = takeGreeting(data)
            case .awaitingAnswer: length = takeAnswer(data)
            case .established: length = takeMessage(data)
            }
            guard let length else { return false }
            if length == 0 { return buffer.count < buffer.capacity }
            guard input === buffer else { return true }
            buffer.consume(length)
        }
        return true
    }

    /// How many bytes were used, 0 when more must come; nil when the connection is to end.
    private func takeGreeting(_ data: ByteView) -> Int? {
        switch PeerGreeting.parse(data) {
        case .incomplete: return 0
        case .wrong: return refuse(.protocolError)
        case .found(let greeting, let length):
            guard greeting.isSpoken else { return refuse(.badVersion) }
            guard greeting.receiver == group.localName else { return refuse(.wrongReceiver) }
            guard let known = group.remote(named: greeting.sender) else { return refuse(.wrongSender) }
            group.forget(self)
            known.adopt(self)
            remote = known
            say(PeerAnswer.succeeded.line)
            establish()
            return length
        }
    }

    private func refuse(_ answer: PeerAnswer) -> Int? {
        say(answer.line)
        push()
        return nil
    }

    private func takeAnswer(_ data: ByteView) -> Int? {
        guard let end = data.firstIndex(of: 10) else { return data.count > 16 ? nil : 0 }
        let number = data.slice(0, end).integerPrefix
        remote?.figures.lastAnswer = Int(number)
        guard number == PeerAnswer.succeeded.rawValue else { return nil }
        establish()
        return end + 1
    }

    private func establish() {
        phase = .established
        guard let remote else { return }
        remote.established()
        if group.wantsLesson(from: remote) { askForLesson() }
    }

    func askForLesson() {
        learner.isLearning = true
        say(.resyncRequest)
    }

    private func takeMessage(_ data: ByteView) -> Int? {
        switch PeerFrame.parse(data, limit: PeerConnection.longestMessage) {
        case .incomplete: return 0
        case .wrong: return fail(.protocolError)
        case .found(let frame, let length): return act(upon: frame) ? length : nil
        }
    }

    private func fail(_ kind: PeerFrame.Kind) -> Int? {
        remote?.figures.protocolErrors += 1
        say(kind)
        push()
        return nil
    }

    /// What waits to be said to a peer that asks and asks and never reads.
    private static let mostUrgent = 4096

    private func act(upon frame: PeerFrame) -> Bool {
        guard let remote, urgent.count < PeerConnection.mostUrgent else { return false }
        switch frame.kind {
        case .heartbeat: remote.figures.receivedHeartbeats += 1
        case .resyncRequest: speaker.teach()
        case .resyncFinished, .resyncPartial:
            learner.isLearning = false
            say(.resyncConfirmed)
            group.lessonEnded(by: remote, isComplete: frame.kind == .resyncFinished)
        case .resyncConfirmed, .tableSwitch, .unknown: break
        case .protocolError, .sizeError: return false
        case .definition:
            guard learner.define(frame.body, group.tables) else { return fail(.protocolError) != nil }
        case .update(let form):
            guard learner.learn(frame.body, form, group.context.tableTime) else { return fail(.protocolError) != nil }
        case .acknowledgement: acknowledge(frame.body, remote)
        }
        return true
    }

    private func acknowledge(_ body: ByteView, _ remote: RemotePeer) {
        var cursor = ByteCursor(body)
        guard let table = cursor.peerInteger(), let number = cursor.number(4),
            let place = group.tables.firstIndex(where: { $0.identifier == table })
        else { return }
        remote.progress[place].acknowledge(UInt32(truncatingIfNeeded: number))
    }

    // MARK: Writing

    private func say(_ text: String) { urgent += Array(text.utf8) }
    private func say(_ kind: PeerFrame.Kind) { urgent += PeerFrame.bytes(kind) }

    /// Sends what there is to say until the kernel is full.
    func push() {
        while !connection.isClosed, connection.mayWrite, !connection.isConnecting {
            guard let buffer = output ?? group.context.takeBuffer() else { return }
            output = buffer
            if buffer.isEmpty {
                buffer.reset()
                fill(buffer)
            }
            if buffer.isEmpty {
                output = nil
                group.context.give(buffer)
                return
            }
            lastSent = group.context.now
            switch connection.send(from: buffer) {
            case .bytes, .wouldBlock: continue
            case .end, .failed: return connection.wakeLater()
            }
        }
    }

    private func fill(_ buffer: Buffer) {
        let count = min(urgent.count, buffer.room)
        _ = buffer.append(Array(urgent.prefix(count)))
        urgent.removeFirst(count)
        guard isEstablished, urgent.isEmpty, let remote else { return }
        learner.acknowledge(to: buffer)
        speaker.speak(to: buffer, group, &remote.progress, group.context.tableTime)
    }
}
