import CLinux
import Glibc

extension SocketAddress {
    /// Whether the address is one of this system's: a socket can be bound to it. Costs some system calls.
    public var isLocal: Bool {
        if family == .unix { return true }
        guard family != .none else { return false }
        let socket = Glibc.socket(family == .ipv4 ? AF_INET : AF_INET6, Int32(SOCK_DGRAM.rawValue), 0)
        guard socket >= 0 else { return false }
        defer { close(socket) }
        return with(port: 0).withSystemAddress { bind(socket, $0, $1) == 0 } ?? false
    }
}
