import Configuration
import EventLoop
import Glibc
import Transport

/// A listening socket of a proxy, open for the life of the process or until its frontend stops.
public struct Listener: Sendable {
    public let settings: BindSettings
    /// Of the proxy in the generation.
    public let proxy: Int
    /// One for each loop, or a single one that all loops share.
    public let descriptors: [Int32]

    /// The port that it listens on; 0 for unix and inherited sockets.
    public let port: UInt16

    /// The socket that a loop accepts from.
    public func descriptor(forLoop index: Int) -> Int32? {
        descriptors.isEmpty ? nil : descriptors[index % descriptors.count]
    }

    /// Opens every socket of a bind line, one for each loop where the kernel can spread connections over them.
    public static func open(_ settings: BindSettings, proxy: Int, loops: Int) throws(SystemError) -> [Listener] {
        if case .descriptor(let number) = settings.address.host {
            guard let descriptor = Int32(exactly: number), fcntl(descriptor, F_GETFL) >= 0 else {
                throw SystemError(EBADF, "fd@\(number)")
            }
            _ = fcntl(descriptor, F_SETFL, fcntl(descriptor, F_GETFL) | O_NONBLOCK)
            return [Listener(settings: settings, proxy: proxy, descriptors: [descriptor], port: 0)]
        }
        if case .path(let path) = settings.address.host {
            return [Listener(settings: settings, proxy: proxy, descriptors: [try openUnix(path, settings)], port: 0)]
        }
        guard let ports = settings.address.ports else { throw SystemError(EINVAL, "port") }
        var listeners: [Listener] = []
        for port in ports { listeners.append(try openPort(port, settings, proxy: proxy, loops: loops)) }
        return listeners
    }

    private static func openPort(_ port: Int, _ settings: BindSettings, proxy: Int, loops: Int) throws(SystemError)
        -> Listener
    {
        var socket = ListenSocket(address: SocketAddress(settings.address).with(port: UInt16(truncatingIfNeeded: port)))
        if settings.backlog > 0 { socket.backlog = Int32(clamping: settings.backlog) }
        socket.sharesPort = loops > 1
        socket.onlyIPv6 = settings.onlyIPv6
        socket.transparent = settings.transparent
        socket.interface = settings.interface
        socket.defersAccept = settings.defersAccept
        socket.fastOpen = settings.fastOpen ? 4096 : 0
        socket.maximumSegment = Int32(clamping: settings.maximumSegment)
        socket.userTimeout = Int32(clamping: settings.userTimeout.rawValue)
        var descriptors: [Int32] = []
        for _ in 0..<max(1, loops) { descriptors.append(try socket.open()) }
        return Listener(settings: settings, proxy: proxy, descriptors: descriptors, port: UInt16(truncatingIfNeeded: port))
    }

    /// The socket appears under its name at once, with the permissions asked for: it is bound elsewhere and renamed.
    private static func openUnix(_ path: String, _ settings: BindSettings) throws(SystemError) -> Int32 {
        var socket = ListenSocket(address: .unix)
        if settings.backlog > 0 { socket.backlog = Int32(clamping: settings.backlog) }
        if settings.address.family != .unix {
            socket.path = UnixAddress.abstract(path, isPadded: settings.address.family == .abstract)
            return try socket.open()
        }
        let temporary = "\(path).\(getpid()).tmp"
        unlink(temporary)
        socket.path = Array(temporary.utf8)
        let descriptor = try socket.open()
        if let mode = settings.mode { chmod(temporary, mode_t(mode)) }
        if settings.owner != nil || settings.group != nil {
            chown(temporary, settings.owner ?? uid_t.max, settings.group ?? gid_t.max)
        }
        guard rename(temporary, path) == 0 else {
            let number = errno
            unlink(temporary)
            close(descriptor)
            throw SystemError(number, "bind")
        }
        return descriptor
    }
}
