import HTTP
import Memory
import Transport

/// Waiting for a request's body before a server is chosen.
extension H1Client {
    /// Begins to wait: the whole body must be here in the time for a request, however it trickles in.
    func beginGathering() { connection.setDeadline(context.now + session.frontend.timeouts.requestHead) }

    /// Receives body until all of it is here or its buffer is full; false when more must come. What is received lies behind
    /// the head in the message's arena.
    ///
    /// - Parameter least: that many bytes are enough; 0 for all.
    func gatherBody(_ framing: BodyFraming, atLeast least: Int = 0) -> Bool {
        guard let buffer = input else { return true }
        while !isGathered(framing, in: buffer), least == 0 || buffer.count < least {
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

    private func isGathered(_ framing: BodyFraming, in buffer: Buffer) -> Bool {
        if buffer.room <= context.rewriteReserve { return true }
        switch framing {
        case .length(let count): return UInt64(buffer.count) >= count
        case .chunked: return ChunkDecoder.firstChunk(of: buffer).map { $0.end <= buffer.end } ?? false
        case .none, .untilClose, .tunnel: return true
        }
    }
}
