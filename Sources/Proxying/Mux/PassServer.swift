import Memory
import Transport

/// The server's side in TCP mode: bytes pass as they are.
final class PassServer: BackEndpoint {
    private var inputIsOver = false
    private(set) var outputIsOver = false

    override func connected() {
        reader.begin(.tunnel)
        writer.begin(.transparent)
    }

    override func ready() {
        guard stream != nil else { return close() }
        if connection.mayWrite, output != nil || pipe != nil {
            let hadRoom = hasRoom
            flush()
            if !hadRoom, hasRoom { stream?.roomOpened(for: self) }
        }
        guard let stream else { return }
        if connection.state.contains(.failed) { return stream.serverFailed(.closed) }
        passDirectly(to: stream.front)
        guard self.stream != nil else { return }
        if connection.mayRead || input != nil || reader.isDone { pumpBody() }
    }

    override func pump() { pumpBody() }

    override func inputEnded() {
        inputIsOver = true
        endIfOver()
    }

    override func inputBroken() { stream?.serverFailed(.truncated) }
    override func outputBroken() { stream?.serverFailed(.closed) }

    override func outputEnded() {
        guard !outputIsOver else { return }
        outputIsOver = true
        connection.endWriting()
        endIfOver()
    }

    private func endIfOver() { (stream?.front as? PassClient)?.endIfOver() }

    override func touched() {
        guard stream != nil else { return }
        let timeouts = server.backend.timeouts
        let time: Milliseconds
        if inputIsOver || outputIsOver, timeouts.serverFin != .never {
            time = timeouts.serverFin
        } else if timeouts.tunnel != .never {
            time = timeouts.tunnel
        } else {
            time = timeouts.server
        }
        connection.setDeadline(context.now + time)
    }
}
