import EventLoop
import Glibc
import Transport

/// How sockets to a peer are made (manual, 5.2: `source`, `tfo`, `tcp-ut`).
extension PeerSettings {
    /// A socket that is connecting, or connected already: to the peer, or to the proxy on the way.
    func openSocket() throws(SystemError) -> Int32 {
        let address = socksProxy ?? address
        let target = SocketAddress(address)
        return try StreamSocket.connect(to: target, path: address.socketPath) { descriptor in
            guard target.family != .unix else { return 0 }
            if userTimeout.rawValue > 0 {
                SocketOption.set(
                    descriptor, Int32(IPPROTO_TCP), TCP_USER_TIMEOUT, Int32(clamping: userTimeout.rawValue))
            }
            if fastOpen { SocketOption.set(descriptor, Int32(IPPROTO_TCP), TCP_FASTOPEN_CONNECT, 1) }
            return source.map { bind(descriptor, $0, target.family) } ?? 0
        }
    }

    /// Gives the socket its own address; the error number.
    private func bind(_ descriptor: Int32, _ source: SourceBinding, _ family: SocketAddress.Family) -> Int32 {
        var address = source.fixedAddress
        guard let ports = source.ports else { return source.bind(descriptor, address, family) }
        for port in ports {
            address?.port = UInt16(clamping: port)
            let number = source.bind(descriptor, address, family)
            if number != EADDRINUSE { return number }
        }
        return EADDRINUSE
    }
}
