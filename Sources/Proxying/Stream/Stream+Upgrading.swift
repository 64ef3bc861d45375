import HTTP
import Memory

/// Connections that begin in TCP mode and turn out to speak HTTP.
extension Stream {
    /// Ends this stream and lets HTTP streams serve the connection, the first of them in `backend` if that is known.
    func upgrade(to backend: BackendShare?) {
        guard let client = front as? PassClient else { return abort() }
        session.begin(HTTPUpgrade(backend, variables.take(), takeTracked()))
        // Only what the HTTP streams do is told.
        state.insert(.logged)
        release()
        client.becomeHTTP()
    }

    /// Goes on with the request where the stream in TCP mode has stopped.
    func proceed(with upgrade: HTTPUpgrade) {
        variables = upgrade.variables
        goOnTracking(upgrade.tracked)
        if let backend = upgrade.backend {
            enter(backend)
            cursor.advance(to: .backendBody)
        } else {
            cursor.advance(to: .frontendBody)
        }
        proceed()
    }
}

extension PassClient {
    /// Leaves the connection, and what it has sent so far, to HTTP.
    func becomeHTTP() {
        let client = H1Client(connection, session)
        client.input = input.take()
        context.endpoints.count(client)
        context.endpoints.drop()
        dropBuffers()
        // Its own methods are under way.
        context.loop.retire(self)
        connection.owner = client
        connection.setDeadline(context.now + session.frontend.timeouts.requestHead)
        connection.wakeLater()
    }
}
