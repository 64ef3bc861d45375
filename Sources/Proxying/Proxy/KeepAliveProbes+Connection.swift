import Glibc
import Transport

extension Connection {
    /// Lets the kernel probe a silent peer (`option clitcpka`, `srvtcpka` and their times).
    func enableKeepAlive(_ probes: KeepAliveProbes.Side) {
        SocketOption.set(descriptor, SOL_SOCKET, SO_KEEPALIVE, 1)
        if probes.idle > 0 { SocketOption.set(descriptor, Int32(IPPROTO_TCP), TCP_KEEPIDLE, probes.idle) }
        if probes.interval > 0 { SocketOption.set(descriptor, Int32(IPPROTO_TCP), TCP_KEEPINTVL, probes.interval) }
        if probes.count > 0 { SocketOption.set(descriptor, Int32(IPPROTO_TCP), TCP_KEEPCNT, probes.count) }
    }
}
