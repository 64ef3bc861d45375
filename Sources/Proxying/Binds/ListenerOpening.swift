import Configuration
import EventLoop
import Glibc
import Memory
import Transport

/// Opens the sockets of bind lines, while the process has one thread and the rights it was started with.
public struct ListenerOpening: Sendable {
    /// How many loops there are.
    private let loops: Int
    private let groups: ThreadGroups
    /// False with `noreuseport`: one socket for all loops.
    private let sharesPorts: Bool
    private let defaultShards: BindShards
    private let datagramTuning: SocketTuning.Side
    /// Connections of each socket are counted.
    private let counts: Bool

    public init(_ global: GlobalSettings, loops: Int, costs: CostlyItems = []) {
        counts = costs.contains(.socketConnections)
        self.loops = max(1, loops)
        groups = global.threadGroups
        sharesPorts = global.usesReusePort
        defaultShards = global.defaultShards
        datagramTuning = global.sockets.frontendDatagrams
    }

    /// Opens every socket of a bind line; a port range gives several listeners.
    public func open(_ settings: BindSettings, proxy: Int) throws(SystemError) -> [Listener] {
        let listeners = try openAddresses(settings, proxy: proxy)
        if settings.address.transport == .datagram {
            for descriptor in listeners.flatMap(\.descriptors) { datagramTuning.apply(to: descriptor) }
        }
        return listeners
    }

    private func openAddresses(_ settings: BindSettings, proxy: Int) throws(SystemError) -> [Listener] {
        let accepting = settings.threads.loops(of: loops, groups)
        switch settings.address.host {
        case .descriptor(let number):
            let descriptor = try inherit(number, settings)
            return [
                Listener(
                    settings, proxy: proxy, loops: accepting, descriptors: [descriptor],
                    port: ListenSocket.port(of: descriptor), counts: counts)
            ]
        case .path(let path):
            let descriptor = try openUnix(path, settings)
            return [
                Listener(settings, proxy: proxy, loops: accepting, descriptors: [descriptor], port: 0, counts: counts)
            ]
        default: break
        }
        guard let ports = settings.address.ports else { throw SystemError(EINVAL, "port") }
        var listeners: [Listener] = []
        for port in ports {
            let port = UInt16(truncatingIfNeeded: port)
            let descriptors = try openPort(port, settings, shards: shards(settings, accepting.count))
            listeners.append(
                Listener(
                    settings, proxy: proxy, loops: accepting, descriptors: descriptors, port: port, counts: counts))
        }
        return listeners
    }

    private func shards(_ settings: BindSettings, _ accepting: Int) -> Int {
        guard sharesPorts else { return 1 }
        switch settings.shards ?? defaultShards {
        case .byThread: return max(1, accepting)
        case .byGroup: return min(groups.count, max(1, accepting))
        case .count(let count): return min(count, max(1, accepting))
        }
    }

    private func openPort(_ port: UInt16, _ settings: BindSettings, shards: Int) throws(SystemError) -> [Int32] {
        var socket = ListenSocket(address: SocketAddress(settings.address).with(port: port))
        socket.isDatagram = settings.address.transport == .datagram
        if settings.backlog > 0 { socket.backlog = Int32(clamping: settings.backlog) }
        socket.sharesPort = sharesPorts
        socket.onlyIPv6 = settings.onlyIPv6
        socket.transparent = settings.transparent
        socket.interface = settings.interface
        socket.defersAccept = settings.defersAccept
        socket.fastOpen = settings.fastOpen ? socket.backlog : 0
        socket.maximumSegment = Int32(clamping: settings.maximumSegment)
        socket.savesFirstPacket = settings.savesFirstPacket
        socket.userTimeout = Int32(clamping: settings.userTimeout.rawValue)
        socket.congestionControl = settings.congestionControl
        socket.signature = settings.signature
        var descriptors: [Int32] = []
        do throws(SystemError) {
            if let name = settings.namespace {
                let namespace = try NetworkNamespace(name)
                for _ in 0..<shards { descriptors.append(try namespace.within(socket.open)) }
            } else {
                for _ in 0..<shards { descriptors.append(try socket.open()) }
            }
        } catch {
            for descriptor in descriptors { close(descriptor) }
            throw error
        }
        return descriptors
    }

    private func inherit(_ number: Int, _ settings: BindSettings) throws(SystemError) -> Int32 {
        guard let descriptor = Int32(exactly: number) else { throw SystemError(EBADF, "fd@\(number)") }
        let flags = fcntl(descriptor, F_GETFL)
        let backlog = settings.backlog > 0 ? Int32(clamping: settings.backlog) : ListenSocket.usualBacklog
        // It is bound, and may listen already.
        let isDatagram = settings.address.transport == .datagram
        guard flags >= 0, fcntl(descriptor, F_SETFL, flags | O_NONBLOCK) >= 0,
            isDatagram || listen(descriptor, backlog) == 0
        else {
            throw SystemError(errno, "fd@\(number)")
        }
        settings.congestionControl?.apply(to: descriptor)
        if settings.savesFirstPacket > 0 {
            SocketOption.set(
                descriptor, Int32(IPPROTO_TCP), SocketOption.saveFirstPacket, settings.savesFirstPacket)
        }
        try sign(descriptor, settings)
        return descriptor
    }

    /// Where TCP is spoken on an inherited socket, it is signed as on one of ours.
    private func sign(_ descriptor: Int32, _ settings: BindSettings) throws(SystemError) {
        guard let signature = settings.signature, let family = SocketOption.internetFamily(of: descriptor) else {
            return
        }
        let number = signature.apply(toListening: descriptor, family)
        guard number == 0 else { throw SystemError(number, "tcp-md5sig") }
    }

    /// The socket appears under its name at once, with the permissions asked for: it is bound elsewhere and renamed.
    private func openUnix(_ path: String, _ settings: BindSettings) throws(SystemError) -> Int32 {
        var socket = ListenSocket(address: .unix)
        socket.isDatagram = settings.address.transport == .datagram
        if settings.backlog > 0 { socket.backlog = Int32(clamping: settings.backlog) }
        if settings.address.family != .unix {
            socket.path = settings.address.socketPath
            return try socket.open()
        }
        let temporary = "\(path).\(getpid()).tmp"
        unlink(temporary)
        socket.path = Array(temporary.utf8)
        let descriptor = try socket.open()
        var number: Int32 = 0
        if let mode = settings.mode, chmod(temporary, mode_t(mode)) != 0 { number = errno }
        if settings.owner != nil || settings.group != nil,
            chown(temporary, settings.owner ?? uid_t.max, settings.group ?? gid_t.max) != 0
        {
            number = errno
        }
        if number == 0, rename(temporary, path) != 0 { number = errno }
        guard number == 0 else {
            unlink(temporary)
            close(descriptor)
            throw SystemError(number, "bind")
        }
        return descriptor
    }
}
