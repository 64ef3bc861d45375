import Memory
import Transport

/// The server's side in TCP mode: bytes pass as they are.
final class PassServer: BackEndpoint {
    private var inputIsOver = false
    /// Rules have not let the server's data pass yet.
    private var inspects = false
    private(set) var outputIsOver = false

    override func connected() {
        reader.begin(.tunnel)
        writer.begin(.transparent)
        inspects = server.backend.looksAtServerData
    }

    /// Lets rules look at what the server has sent; nothing of it goes to the client before they say so.
    private func inspect(_ stream: Stream) {
        gatherContent()
        if connection.state.contains(.failed), content.isEmpty { return stream.serverFailed(.closed) }
        stream.inspectResponse(from: self)
    }

    /// Rules let the server's data pass.
    func pass() {
        inspects = false
        guard stream != nil else { return }
        pumpBody()
    }

    override func ready() {
        guard stream != nil else { return close() }
        let isCut = connection.state.contains(.failed)
        if !isCut, connection.mayWrite, output != nil || pipe != nil { sendWaiting() }
        guard let stream else { return }
        if inspects { return inspect(stream) }
        // What the server had sent before it cut the connection off goes on to the client.
        passDirectly(to: stream.front)
        guard self.stream != nil else { return }
        if connection.mayRead || input != nil || reader.isDone { pumpBody() }
        if isCut, !connection.mayRead, input == nil { self.stream?.serverFailed(.closed) }
    }

    override func pump() {
        guard inspects, let stream else { return pumpBody() }
        if connection.mayRead { inspect(stream) }
    }

    override func inputEnded() {
        inputIsOver = true
        endIfOver()
    }

    override func inputBroken() { stream?.serverFailed(.truncated) }
    override func outputBroken() {
        // What the server had sent before it cut the connection off goes on to the client.
        if !inspects, connection.readsOn() { pumpBody() }
        stream?.serverFailed(.closed)
    }

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
