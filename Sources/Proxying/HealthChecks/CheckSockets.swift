import CLinux
import Glibc
import Transport

/// Sockets of one loop that checks use one after the other. To be disconnected resets a connection as closing it with no time to
/// linger does, and making a socket anew costs a third of what a check costs.
struct CheckSockets {
    /// Kept for the next checks; more are closed.
    private static let limit = 32
    private var spare: [SocketAddress.Family: [Int32]] = [:]

    /// A socket that is not connected, as good as new.
    mutating func take(_ family: SocketAddress.Family) -> Int32? { spare[family]?.popLast() }

    /// Ends the connection of a socket with a reset, and keeps it if there is room.
    mutating func give(_ descriptor: Int32, _ family: SocketAddress.Family) {
        var nobody = sockaddr()
        nobody.sa_family = sa_family_t(AF_UNSPEC)
        let result = connect(descriptor, &nobody, socklen_t(MemoryLayout<sockaddr>.size))
        guard result == 0, spare[family, default: []].count < Self.limit else {
            close(descriptor)
            return
        }
        // The reset is an error of the socket until somebody asks.
        var error: Int32 = 0
        var length = socklen_t(MemoryLayout<Int32>.size)
        getsockopt(descriptor, SOL_SOCKET, SO_ERROR, &error, &length)
        spare[family, default: []].append(descriptor)
    }
}
