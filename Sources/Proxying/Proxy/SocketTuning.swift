/// `tune.*` of sockets and pipes (manual, 3.2); 0 leaves the system's value.
public struct SocketTuning: Sendable, Hashable {
    public struct Side: Sendable, Hashable {
        /// `tune.rcvbuf.*`: SO_RCVBUF.
        public var receiveBuffer = 0
        /// `tune.sndbuf.*`: SO_SNDBUF.
        public var sendBuffer = 0
        /// `tune.notsent-lowat.*`: TCP_NOTSENT_LOWAT.
        public var unsentLimit = 0
        public init() {}
    }
    public var client = Side()
    public var server = Side()
    /// `tune.pipesize`
    public var pipeSize = 0

    public init() {}
}
