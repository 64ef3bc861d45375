import CLinux
import EventLoop
import Glibc

/// Opens stream sockets to servers.
public enum StreamSocket {
    /// A non-blocking socket that is connecting, or connected already.
    ///
    /// - Parameter path: of a unix socket, with a leading NUL byte for an abstract one.
    /// - Parameter preparing: is called with the descriptor before it connects; an error number ends the attempt.
    public static func connect(
        to address: SocketAddress, path: [UInt8]? = nil, preparing: (Int32) -> Int32 = { _ in 0 }
    ) throws(SystemError) -> Int32 {
        let family = path != nil ? AF_UNIX : address.family == .ipv6 ? AF_INET6 : AF_INET
        let kind = Int32(SOCK_STREAM.rawValue) | Int32(SOCK_NONBLOCK.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
        let descriptor = try SystemError.check(socket(family, kind, 0), "socket")
        if path == nil { SocketOption.set(descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, 1) }
        let attempt: (UnsafePointer<sockaddr>, socklen_t) -> Int32 = {
            Glibc.connect(descriptor, $0, $1) == 0 ? 0 : errno
        }
        let problem = preparing(descriptor)
        guard problem == 0 else {
            close(descriptor)
            throw SystemError(problem, "bind")
        }
        let number = (path.map { UnixAddress.with($0, attempt) } ?? address.withSystemAddress(attempt)) ?? EAFNOSUPPORT
        guard number == 0 || number == EINPROGRESS else {
            close(descriptor)
            throw SystemError(number, "connect")
        }
        return descriptor
    }
}
