import Glibc
import Transport

extension Connection {
    /// Lets the kernel probe a silent peer (`option clitcpka`, `srvtcpka` and their times).
    func enableKeepAlive(_ probes: KeepAliveProbes.Side) { probes.enable(on: descriptor) }
}

extension KeepAliveProbes.Side {
    func enable(on descriptor: Int32) {
        SocketOption.set(descriptor, SOL_SOCKET, SO_KEEPALIVE, 1)
        if idle > 0 { SocketOption.set(descriptor, Int32(IPPROTO_TCP), TCP_KEEPIDLE, idle) }
        if interval > 0 { SocketOption.set(descriptor, Int32(IPPROTO_TCP), TCP_KEEPINTVL, interval) }
        if count > 0 { SocketOption.set(descriptor, Int32(IPPROTO_TCP), TCP_KEEPCNT, count) }
    }
}
