import HTTP
import Memory
import Transport

/// What is kept of a stream for items of formats that are asked for when the thing itself is gone. Only configurations that use
/// such items make one (`CostlyItems`).
final class StreamRecord {
    private let lineMemory = ByteStorage()
    private let identifierMemory = ByteStorage()
    /// Method, target and version as they were received, as far as they are kept; empty before.
    private(set) var line = ByteView.empty
    private var methodEnd = 0
    private var targetEnd = 0
    /// `unique-id`, once it was asked for.
    private(set) var identifier: ByteView?
    /// Of the server's connection that the stream had.
    var serverSide: (source: SocketAddress, destination: SocketAddress)?
    /// The last rule that ended its rule set.
    var finalRule = RulePlace()
    var measure = StreamMeasure()

    var method: ByteView { line.slice(0, methodEnd) }
    var target: ByteView { line.slice(methodEnd + 1, targetEnd) }

    private(set) var version = ByteView.empty

    /// Keeps the first line of a request, up to a limit, and its version.
    func keepLine(_ message: Message, _ arena: Buffer, limit: Int, through buffer: Buffer) {
        guard buffer.append(arena.view(of: message.methodSlice)) else { return }
        methodEnd = buffer.count
        let target = arena.view(of: message.target)
        let room = buffer.room - StreamRecord.versionRoom
        guard room > 0, buffer.append(32), buffer.append(target.slice(0, room)) else { return }
        targetEnd = buffer.count
        guard buffer.append(32) else { return }
        if !message.version.isEmpty {
            buffer.append(arena.view(of: message.version).slice(0, StreamRecord.versionRoom - 2))
        } else if message.minorVersion == 0 {
            buffer.append("HTTP/1.0")
        } else {
            buffer.append("HTTP/1.1")
        }
        keep(buffer, limit: limit)
    }

    /// Keeps as much of a line as the limit allows, and its version in any case.
    private func keep(_ buffer: Buffer, limit: Int) {
        let length = buffer.count
        let version = buffer.view(from: buffer.start).slice(targetEnd + 1)
        guard length > limit else {
            line = lineMemory.store(buffer.view(from: buffer.start))
            self.version = line.slice(targetEnd + 1)
            return
        }
        // The version comes to lie behind what is kept of the line.
        let kept = max(0, min(limit, length - version.count))
        buffer.truncate(at: buffer.start + kept)
        buffer.append(version)
        let stored = lineMemory.store(buffer.view(from: buffer.start))
        line = stored.slice(0, kept)
        self.version = stored.slice(kept)
        methodEnd = min(methodEnd, kept)
        targetEnd = min(targetEnd, kept)
    }

    /// Room behind the target.
    private static let versionRoom = 18

    func keep(identifier view: ByteView) { identifier = identifierMemory.store(view) }

    /// Forgets all; memory of the usual size stays for the next stream.
    func reset() {
        line = .empty
        version = .empty
        (methodEnd, targetEnd) = (0, 0)
        identifier = nil
        serverSide = nil
        finalRule = RulePlace()
        measure = StreamMeasure()
        if lineMemory.capacity > 1024 { lineMemory.release() }
        if identifierMemory.capacity > 1024 { identifierMemory.release() }
    }
}

extension Stream {
    /// The stream's record, made now if there is none.
    func takeRecord() -> StreamRecord {
        if let record { return record }
        let fresh = context.records.take { StreamRecord() }
        record = fresh
        return fresh
    }

    func dropRecord(_ old: StreamRecord) {
        record = nil
        old.reset()
        context.records.give(old)
    }

    /// Keeps the first line of a request for logs.
    func keepLine(_ message: Message) {
        guard let arena = message.arena, let buffer = context.takeBuffer() else { return }
        takeRecord().keepLine(message, arena, limit: context.requestLineLength, through: buffer)
        context.give(buffer)
    }

    /// Both ends of a server's connection; the server's address also when there is none yet, or none any more.
    func addresses(of connection: Connection) -> (source: SocketAddress, destination: SocketAddress) {
        let peer = target?.state.settings.socksProxy == nil ? connection.peerAddress : SocketAddress()
        return (connection.localAddress, peer.family == .none ? target?.state.address ?? peer : peer)
    }

    /// Keeps the addresses of a server's connection that the stream lets go.
    func keepAddresses(_ connection: Connection) {
        guard session.frontend.costs.contains(.serverAddresses), !connection.isClosed else { return }
        takeRecord().serverSide = addresses(of: connection)
    }
}
