import Transport

/// Where checks go since an operator said so (`set server … check-addr`, `check-port`, `agent-addr`, `agent-port`,
/// `agent-send`); nil is what the configuration says.
public struct CheckTarget: Sendable, Equatable {
    /// Its port counts for nothing.
    public var address: SocketAddress?
    public var port: UInt16?
    /// What is sent to the agent first.
    public var message: [UInt8]?

    public init() {}
}
