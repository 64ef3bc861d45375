import EventLoop
import Memory
import Transport

extension SocketEndpoint {
    /// Sends what has arrived straight on to the other connection, as long as nothing waits there. What the other one does
    /// not take at once becomes its output; long transfers, ends and failures are for `pumpBody`.
    final func passDirectly(to sink: SocketEndpoint) {
        guard input == nil, !isBulk, connection.mayRead, reader.mode == .untilClose, sink.canTakeDirectly,
            stream?.state.contains(.limitsBandwidth) != true
        else { return }
        guard let buffer = context.takeBuffer() else { return }
        let result = connection.receive(into: buffer)
        guard case .bytes(let count) = result else {
            context.give(buffer)
            return received(atEnd: result)
        }
        didReceive(count)
        isBulk = buffer.room == 0
        switch sink.connection.send(from: buffer) {
        case .bytes(let count): sink.didSend(count)
        case .wouldBlock, .end: break
        case .failed:
            context.give(buffer)
            return sink.outputBroken()
        }
        if buffer.isEmpty { context.give(buffer) } else { sink.output = buffer }
        touched()
        if !isIndependent { sink.touched() }
    }

    private final var canTakeDirectly: Bool {
        output == nil && pipe == nil && connection.mayWrite && writer.isTransparent
    }
}
