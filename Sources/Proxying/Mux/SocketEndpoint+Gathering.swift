import HTTP
import Memory
import Transport

/// Waiting for a message's body before the message goes on, and looking at what is here of it.
extension SocketEndpoint {
    /// Receives body until all of it is here or its buffer is full; false when more must come. What is received lies behind
    /// the head in the message's arena, as it came.
    ///
    /// - Parameter least: that many bytes are enough; 0 for all.
    final func gatherBody(_ framing: BodyFraming, atLeast least: Int = 0) -> Bool {
        guard let buffer = input else { return true }
        while !isGathered(framing, in: buffer, atLeast: least) {
            guard connection.mayRead else {
                connection.watch()
                return connection.state.contains(.readEnded)
            }
            switch connection.receive(into: buffer, reserve: context.rewriteReserve) {
            case .bytes(let count) where count > 0: didReceive(count)
            case .bytes, .end, .failed: return true
            case .wouldBlock: return false
            }
        }
        return true
    }

    /// The peer has ended within what is waited for.
    final func isCut(_ framing: BodyFraming, atLeast least: Int) -> Bool {
        guard connection.state.contains(.readEnded) || connection.state.contains(.failed), let buffer = input else {
            return false
        }
        return !isGathered(framing, in: buffer, atLeast: least)
    }

    private final func isGathered(_ framing: BodyFraming, in buffer: Buffer, atLeast least: Int) -> Bool {
        if buffer.room <= context.rewriteReserve || hasWholeBody(framing) { return true }
        guard least > 0 else { return false }
        guard framing == .chunked else { return buffer.count >= least }
        // The framing of chunks is no part of the body.
        var count = 0
        _ = ChunkDecoder.walk(buffer) { count += $0.count }
        return count >= least
    }

    /// What is here cannot be a body.
    final func isMalformed(_ framing: BodyFraming) -> Bool {
        guard framing == .chunked, let buffer = input else { return false }
        return ChunkDecoder.walk(buffer) { _ in } == .malformed
    }

    /// No more of the body will come: the end of it is here, or something that cannot belong to it.
    final func hasWholeBody(_ framing: BodyFraming) -> Bool {
        guard let buffer = input else { return true }
        switch framing {
        case .length(let count): return UInt64(buffer.count) >= count
        case .chunked: return ChunkDecoder.walk(buffer) { _ in } != .more
        case .untilClose: return connection.state.contains(.readEnded)
        case .none, .tunnel: return true
        }
    }

    /// What is here of the body, without its framing.
    ///
    /// - Parameter scratch: where the data of several chunks is put together.
    final func bodyContent(_ framing: BodyFraming, in scratch: Buffer) -> ByteView {
        guard let buffer = input else { return .empty }
        switch framing {
        case .none, .tunnel: return .empty
        case .untilClose: return buffer.view(from: buffer.start)
        case .length(let count):
            return buffer.view(from: buffer.start).slice(0, Int(clamping: count))
        case .chunked:
            scratch.reset()
            _ = ChunkDecoder.walk(buffer) { _ = scratch.append($0) }
            return scratch.view(from: scratch.start)
        }
    }
}

extension H1Client {
    /// Begins to wait: the whole body must be here in the time for a request, however it trickles in.
    func beginGathering() { connection.setDeadline(context.now + session.frontend.timeouts.requestHead) }
}
