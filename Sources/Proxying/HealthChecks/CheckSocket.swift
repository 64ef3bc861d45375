import CLinux
import Configuration
import EventLoop
import Glibc
import Transport

/// A socket of a check.
struct CheckSocket {
    let descriptor: Int32
    let family: SocketAddress.Family
    /// Nothing of it is particular to its server: the next check may have it.
    let isCommon: Bool
    let isConnected: Bool

    /// In the place of a call: it is the other side that has refused.
    static let answer = "SO_ERROR"
}

extension ServerState {
    /// A socket that is connecting, or connected already.
    ///
    /// - Parameter path: of a unix server.
    /// - Parameter speaksFirst: something follows the connection at once, be it its end: that need not be announced by a packet
    ///   of its own.
    func openCheckSocket(
        to target: SocketAddress, _ path: [UInt8]?, _ proxy: Proxy, speaksFirst: Bool, _ sockets: inout CheckSockets
    ) -> Result<CheckSocket, SystemError> {
        let source = target.family == .unix ? nil : settings.source ?? proxy.settings.source
        let signature = path == nil ? settings.signature : nil
        let isCommon = source == nil && signature == nil && settings.namespace == nil && path == nil
        let descriptor: Int32
        do throws(SystemError) {
            if isCommon, let spare = sockets.take(target.family) {
                descriptor = spare
            } else {
                descriptor = try makeSocket(path != nil ? AF_UNIX : target.family == .ipv6 ? AF_INET6 : AF_INET)
            }
        } catch {
            return .failure(error)
        }
        if speaksFirst, path == nil { SocketOption.set(descriptor, Int32(IPPROTO_TCP), TCP_QUICKACK, 0) }
        var call = "bind"
        var number = source.map { bindCheck(descriptor, target.family, $0) } ?? 0
        if number == 0, let signature {
            call = "tcp-md5sig"
            number = signature.apply(to: descriptor, connecting: target)
        }
        if number == 0 {
            call = "connect"
            number = Self.connect(descriptor, target, path)
        }
        // On the same host the connection is there by now, and asking again is cheaper than being told.
        if number == EINPROGRESS {
            call = CheckSocket.answer
            number = Self.connect(descriptor, target, path)
        }
        switch number {
        case 0, EISCONN, EALREADY, EINPROGRESS:
            return .success(
                CheckSocket(
                    descriptor: descriptor, family: target.family, isCommon: isCommon,
                    isConnected: number == 0 || number == EISCONN))
        default:
            close(descriptor)
            return .failure(SystemError(number, call))
        }
    }

    /// The error number.
    private static func connect(_ descriptor: Int32, _ target: SocketAddress, _ path: [UInt8]?) -> Int32 {
        let attempt: (UnsafePointer<sockaddr>, socklen_t) -> Int32 = {
            Glibc.connect(descriptor, $0, $1) == 0 ? 0 : errno
        }
        return (path.map { UnixAddress.with($0, attempt) } ?? target.withSystemAddress(attempt)) ?? EAFNOSUPPORT
    }

    /// Gives the socket the address that connections to the server start from; the error number.
    private func bindCheck(_ descriptor: Int32, _ family: SocketAddress.Family, _ source: SourceBinding) -> Int32 {
        var address = source.address.map { SocketAddress($0) }
        if case .address(let other) = source.transparency { address = SocketAddress(other) }
        // Ports are left to the system: those of the range are for clients.
        return source.bind(descriptor, address.map { $0.with(port: 0) }, family)
    }
}
