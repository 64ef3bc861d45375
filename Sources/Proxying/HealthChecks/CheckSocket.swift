import CLinux
import Configuration
import EventLoop
import Glibc
import Transport

/// A socket of a check.
struct CheckSocket {
    let descriptor: Int32
    let isConnected: Bool

    /// Nothing of the connection stays in the kernel.
    func resetAtClose() {
        var linger = Glibc.linger(l_onoff: 1, l_linger: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &linger, socklen_t(MemoryLayout<Glibc.linger>.size))
    }
}

extension ServerState {
    /// A socket that is connecting, or connected already.
    ///
    /// - Parameter path: of a unix server.
    func openCheckSocket(
        to target: SocketAddress, _ path: [UInt8]?, _ proxy: Proxy
    ) -> Result<CheckSocket, SystemError> {
        let descriptor: Int32
        do throws(SystemError) {
            descriptor = try makeSocket(path != nil ? AF_UNIX : target.family == .ipv6 ? AF_INET6 : AF_INET)
        } catch {
            return .failure(error)
        }
        let attempt: () -> Int32 = {
            let connect: (UnsafePointer<sockaddr>, socklen_t) -> Int32 = {
                Glibc.connect(descriptor, $0, $1) == 0 ? 0 : errno
            }
            return (path.map { UnixAddress.with($0, connect) } ?? target.withSystemAddress(connect)) ?? EAFNOSUPPORT
        }
        var number = bindCheck(descriptor, target.family, proxy)
        if number == 0 { number = attempt() }
        // On the same host the connection is there by now, and asking again is cheaper than being told.
        if number == EINPROGRESS { number = attempt() }
        switch number {
        case 0, EISCONN: return .success(CheckSocket(descriptor: descriptor, isConnected: true))
        case EALREADY, EINPROGRESS: return .success(CheckSocket(descriptor: descriptor, isConnected: false))
        default:
            close(descriptor)
            return .failure(SystemError(number, "connect"))
        }
    }

    /// Gives the socket the address that connections to the server start from; the error number.
    private func bindCheck(_ descriptor: Int32, _ family: SocketAddress.Family, _ proxy: Proxy) -> Int32 {
        guard family != .unix, let source = settings.source ?? proxy.settings.source else { return 0 }
        var address = source.address.map { SocketAddress($0) }
        if case .address(let other) = source.transparency { address = SocketAddress(other) }
        // Ports are left to the system: those of the range are for clients.
        return source.bind(descriptor, address.map { $0.with(port: 0) }, family)
    }
}
