/// How a client's connection ended where a request was awaited and none came: what logs say of it.
struct SessionFailure {
    /// The status that the client was told.
    let status: UInt16
    let termination: Termination
}
