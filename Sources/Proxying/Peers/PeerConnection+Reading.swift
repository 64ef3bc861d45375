import Memory
import Transport

/// What a peer says: a greeting or the answer to one, then messages.
extension PeerConnection {
    /// The longest message: two buffers' worth cannot be meant.
    private static let longestMessage = 1 << 14
    /// What waits to be said to a peer that asks and asks and never reads.
    private static let mostUrgent = 4096

    /// Reads and acts upon a buffer of what there is, so that others get their turn; false when the connection is to end.
    func receive() -> Bool {
        guard connection.mayRead else { return true }
        guard let buffer = input ?? group.context.takeBuffer() else { return false }
        input = buffer
        buffer.compact()
        switch connection.receive(into: buffer) {
        case .bytes(let count):
            lastReceived = group.context.now
            guard count > 0, takeMessages(buffer) else { return false }
        case .wouldBlock: break
        case .end, .failed: return false
        }
        guard !isClosed else { return true }
        if buffer.isEmpty {
            input = nil
            group.context.give(buffer)
        }
        if connection.mayRead { connection.wakeLater() }
        return true
    }

    private func takeMessages(_ buffer: Buffer) -> Bool {
        while !buffer.isEmpty {
            let data = buffer.view(from: buffer.start)
            let length: Int?
            switch phase {
            case .connecting, .closed: return true
            case .awaitingPreface(let use): length = takePreface(buffer, use)
            case .awaitingGreeting: length = takeGreeting(data)
            case .awaitingAnswer: length = takeAnswer(data)
            case .established: length = takeMessage(data)
            }
            guard let length else { return false }
            // Nothing that a buffer cannot hold is waited for.
            if length == 0 { return buffer.count < buffer.capacity || fail(.sizeError) != nil }
            guard input === buffer else { return true }
            buffer.consume(length)
        }
        return true
    }

    // MARK: Greetings

    /// How many bytes were used, 0 when more must come; nil when the connection is to end.
    private func takePreface(_ buffer: Buffer, _ use: ProxyProtocolUse) -> Int? {
        let reading = buffer.withBytes { bytes in
            switch use {
            case .netScaler(let magic): ProxyHeader.parseNetScaler(bytes, magic: magic)
            default: ProxyHeader.parse(bytes)
            }
        }
        switch reading {
        case .incomplete: return 0
        case .malformed:
            group.journal?.note(.prefaceFailed, of: "", at: connection)
            return nil
        case .header(let header):
            phase = .awaitingGreeting
            return header.length
        }
    }

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
        group.journal?.note(.refused(answer), of: "", at: connection)
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

    // MARK: Messages

    private func takeMessage(_ data: ByteView) -> Int? {
        switch PeerFrame.parse(data, limit: PeerConnection.longestMessage) {
        case .incomplete: return 0
        case .wrong: return fail(.protocolError)
        case .found(let frame, let length): return act(upon: frame) ? length : nil
        }
    }

    private func fail(_ kind: PeerFrame.Kind) -> Int? {
        remote?.figures.protocolErrors += 1
        if isEstablished { say(kind) }
        push()
        return nil
    }

    private func act(upon frame: PeerFrame) -> Bool {
        guard let remote, urgent.count < PeerConnection.mostUrgent else { return false }
        switch frame.kind {
        case .heartbeat: remote.figures.receivedHeartbeats += 1
        case .resyncRequest: speaker.teach()
        case .resyncFinished, .resyncPartial:
            say(.resyncConfirmed)
            guard learner.isLearning else { return true }
            learner.isLearning = false
            group.lessonEnded(by: remote, isComplete: frame.kind == .resyncFinished)
        case .resyncConfirmed: if remote.role == .successor { group.handedOver() }
        case .unknown: break
        case .protocolError, .sizeError: return false
        case .definition:
            guard learner.define(frame.body, group.tables) else { return fail(.protocolError) != nil }
        case .tableSwitch: learner.turn(to: frame.body)
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
}
