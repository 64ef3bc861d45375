import HTTP
import Memory

/// How a server failed its stream.
enum ServerFailure {
    /// Closed or reset before the first byte of a response.
    case closed
    /// Ended in the middle of a response.
    case truncated
    /// Sent something that is no response.
    case malformed
}

extension Stream {
    /// Decides how the response's body ends, given the request (RFC 9112, 6.3).
    func frame(_ response: Message) {
        if response.status == 101 {
            response.framing = summary.wantsUpgrade ? .tunnel : .none
        } else if summary.method == .connect, response.status >= 200, response.status < 300 {
            response.framing = .tunnel
        } else if summary.method == .head || response.status == 304 {
            response.framing = .none
        } else if response.status == 204 {
            response.framing = .none
            response.headers.remove(.contentLength)
            response.headers.remove(.transferEncoding)
        }
    }

    /// Passes a response's head to the client.
    func respond(_ response: Message) {
        defer { context.give(response) }
        if response.status == 101, response.framing != .tunnel { return serverFailed(.malformed) }
        guard let front = front as? H1Client else { return abort() }
        guard front.send(response, for: summary, extra: { _ in true }) else { return serverFailed(.malformed) }
        if response.status >= 100, response.status < 200, response.status != 101 { return front.flush() }
        state.insert(.responded)
        if response.framing == .tunnel {
            state.insert(.tunnel)
            front.becomeTunnel()
            (back as? H1Server)?.becomeTunnel()
            front.flush()
            front.pump()
        }
    }

    /// The server's response is whole; its connection can serve others.
    func responseEnded() {
        state.insert(.responseEnded)
        guard !state.contains(.tunnel) || state.contains(.requestEnded) else { return }
        releaseServer()
    }

    private func releaseServer() {
        guard let endpoint = back as? H1Server else { return }
        back = nil
        if endpoint.isReusable, let server {
            if backend?.reuse == .never {
                endpoint.rest()
                session.privateConnection?.close()
                session.privateConnection = endpoint
            } else {
                server.keep(endpoint)
            }
        } else {
            if !state.contains(.requestEnded) { front.closeAfterResponse() }
            endpoint.leave()
        }
        freeSlot()
    }

    func serverFailed(_ failure: ServerFailure) {
        if state.contains(.responded) { return abort() }
        dropBack()
        answer(502)
    }

    func serverTimedOut() {
        if state.contains(.responded) { return abort() }
        dropBack()
        answer(504)
    }

    // MARK: The client

    func clientFailed() { abort() }

    /// The client sends no more; it may still read.
    func clientClosed() {}

    func clientTimedOut() {
        guard !state.contains(.responded) else { return abort() }
        dropBack()
        answer(408)
    }
}
