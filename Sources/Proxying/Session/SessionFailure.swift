/// How a client's connection ended where a request was awaited and none came: what logs say of it.
struct SessionFailure {
    /// The status that the client was told, if it was still there.
    let status: UInt16
    let termination: Termination
    /// What was wrong before the connection's data.
    var error = ConnectionError.none

    init(_ status: UInt16, _ cause: Termination.Cause) {
        self.status = status
        termination = Termination(cause: cause, phase: .request)
    }

    /// Nothing of the connection's data was looked at.
    init(_ error: ConnectionError) {
        self.init(0, .proxy)
        self.error = error
    }
}
