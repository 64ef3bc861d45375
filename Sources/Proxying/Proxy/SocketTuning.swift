import Glibc
import Transport

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

        /// Sets what is not the system's value.
        func apply(to descriptor: Int32) {
            if receiveBuffer > 0 {
                SocketOption.set(descriptor, SOL_SOCKET, SO_RCVBUF, Int32(clamping: receiveBuffer))
            }
            if sendBuffer > 0 { SocketOption.set(descriptor, SOL_SOCKET, SO_SNDBUF, Int32(clamping: sendBuffer)) }
            if unsentLimit > 0 {
                SocketOption.set(descriptor, Int32(IPPROTO_TCP), TCP_NOTSENT_LOWAT, Int32(clamping: unsentLimit))
            }
        }
    }
    public var client = Side()
    public var server = Side()
    /// `tune.*.frontend`: sockets that datagrams come to.
    public var frontendDatagrams = Side()
    /// `tune.*.backend`: sockets for datagrams that begin here, such as log lines and questions to name servers.
    public var backendDatagrams = Side()
    /// `tune.pipesize`
    public var pipeSize = 0

    public init() {}
}
