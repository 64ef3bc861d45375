import CLinux
import EventLoop
import Glibc
import Memory

/// Opens listening sockets. The descriptor belongs to the caller.
public struct ListenSocket: Sendable {
    public var address: SocketAddress
    /// For a unix socket: its path, with a leading NUL byte for an abstract one.
    public var path: [UInt8]?
    /// Datagrams come, and nobody connects.
    public var isDatagram = false
    public var backlog = ListenSocket.usualBacklog
    /// Several sockets share the address, and the kernel spreads connections over them.
    public var sharesPort = false
    public var onlyIPv6: Bool?
    public var transparent = false
    public var interface: String?
    public var defersAccept = false
    public var fastOpen: Int32 = 0
    public var maximumSegment: Int32 = 0
    public var userTimeout: Int32 = 0
    public var congestionControl: CongestionControl?
    public var signature: SegmentSignature?
    /// 1 keeps the headers of each client's first packet, 2 also that of Ethernet.
    public var savesFirstPacket: Int32 = 0

    public static let usualBacklog: Int32 = 4096

    public init(address: SocketAddress) { self.address = address }

    /// Binds and listens.
    public func open() throws(SystemError) -> Int32 {
        let family = path != nil ? AF_UNIX : address.family == .ipv6 ? AF_INET6 : AF_INET
        let type = isDatagram ? SOCK_DGRAM : SOCK_STREAM
        let kind = Int32(type.rawValue) | Int32(SOCK_NONBLOCK.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
        let descriptor = socket(family, kind, 0)
        guard descriptor >= 0 else { throw SystemError(errno, "socket") }
        do {
            try prepare(descriptor)
            try bindAddress(descriptor)
        } catch {
            close(descriptor)
            throw error
        }
        guard isDatagram || listen(descriptor, backlog) == 0 else {
            let number = errno
            close(descriptor)
            throw SystemError(number, "listen")
        }
        return descriptor
    }

    private func prepare(_ descriptor: Int32) throws(SystemError) {
        guard path == nil else { return }
        SocketOption.set(descriptor, SOL_SOCKET, SO_REUSEADDR, 1)
        if sharesPort { SocketOption.set(descriptor, SOL_SOCKET, SO_REUSEPORT, 1) }
        // Accepted connections inherit it.
        if !isDatagram { SocketOption.set(descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, 1) }
        if address.family == .ipv6, let onlyIPv6 {
            SocketOption.set(descriptor, Int32(IPPROTO_IPV6), IPV6_V6ONLY, onlyIPv6 ? 1 : 0)
        }
        if transparent {
            let level = Int32(address.family == .ipv6 ? IPPROTO_IPV6 : IPPROTO_IP)
            let option = address.family == .ipv6 ? Int32(75) : Int32(19)
            guard SocketOption.set(descriptor, level, option, 1) else { throw SystemError(errno, "transparent") }
        }
        if let interface {
            let result = interface.withCString {
                setsockopt(descriptor, SOL_SOCKET, SO_BINDTODEVICE, $0, socklen_t(strlen($0) + 1))
            }
            guard result == 0 else { throw SystemError(errno, "interface") }
        }
        if !isDatagram { try prepareTCP(descriptor) }
    }

    /// Accepted connections inherit these too.
    private func prepareTCP(_ descriptor: Int32) throws(SystemError) {
        let tcp = Int32(IPPROTO_TCP)
        if defersAccept { SocketOption.set(descriptor, tcp, TCP_DEFER_ACCEPT, 1) }
        if fastOpen > 0 { SocketOption.set(descriptor, tcp, SocketOption.fastOpen, fastOpen) }
        if maximumSegment > 0 { SocketOption.set(descriptor, tcp, TCP_MAXSEG, maximumSegment) }
        if savesFirstPacket > 0 { SocketOption.set(descriptor, tcp, SocketOption.saveFirstPacket, savesFirstPacket) }
        congestionControl?.apply(to: descriptor)
        if userTimeout > 0 { SocketOption.set(descriptor, tcp, SocketOption.userTimeout, userTimeout) }
        let number = signature?.apply(toListening: descriptor, address.family) ?? 0
        guard number == 0 else { throw SystemError(number, "tcp-md5sig") }
    }

    /// The port that a listening socket is bound to; 0 if it has none.
    public static func port(of descriptor: Int32) -> UInt16 {
        var storage = sockaddr_storage()
        var length = socklen_t(MemoryLayout<sockaddr_storage>.size)
        let result = withUnsafeMutablePointer(to: &storage) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { getsockname(descriptor, $0, &length) }
        }
        return result == 0 ? SocketAddress(&storage).port : 0
    }

    private func bindAddress(_ descriptor: Int32) throws(SystemError) {
        if let path {
            guard let result = UnixAddress.with(path, { bind(descriptor, $0, $1) }) else {
                throw SystemError(ENAMETOOLONG, "bind")
            }
            guard result == 0 else { throw SystemError(errno, "bind") }
            return
        }
        guard let result = address.withSystemAddress({ bind(descriptor, $0, $1) }) else {
            throw SystemError(EAFNOSUPPORT, "bind")
        }
        guard result == 0 else { throw SystemError(errno, "bind") }
    }
}

/// `setsockopt` with integers.
public enum SocketOption {
    /// False when the system refuses.
    @discardableResult
    public static func set(_ descriptor: Int32, _ level: Int32, _ option: Int32, _ value: Int32) -> Bool {
        var value = value
        return setsockopt(descriptor, level, option, &value, socklen_t(MemoryLayout<Int32>.size)) == 0
    }

    /// Nil when the system refuses.
    public static func get(_ descriptor: Int32, _ level: Int32, _ option: Int32) -> Int32? {
        var value: Int32 = 0
        var length = socklen_t(MemoryLayout<Int32>.size)
        return getsockopt(descriptor, level, option, &value, &length) == 0 ? value : nil
    }

    /// Nil for a socket that is neither IPv4 nor IPv6.
    public static func internetFamily(of descriptor: Int32) -> SocketAddress.Family? {
        switch get(descriptor, SOL_SOCKET, SO_DOMAIN) {
        case AF_INET: .ipv4
        case AF_INET6: .ipv6
        default: nil
        }
    }

    // Options of TCP that Swift's Glibc module does not show.
    public static let userTimeout: Int32 = 18
    public static let fastOpen: Int32 = 23
    public static let saveFirstPacket: Int32 = 27
    public static let savedFirstPacket: Int32 = 28
}

/// The system's form of a unix address.
public enum UnixAddress {
    /// Calls `body` with the address of a path; nil when the path is too long. A leading NUL byte makes it abstract,
    /// in which case every byte counts.
    public static func with<Result>(_ path: [UInt8], _ body: (UnsafePointer<sockaddr>, socklen_t) -> Result) -> Result?
    {
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        let capacity = MemoryLayout.size(ofValue: address.sun_path)
        let isAbstract = path.first == 0
        guard path.count < capacity || isAbstract && path.count == capacity else { return nil }
        withUnsafeMutableBytes(of: &address.sun_path) { raw in raw.copyBytes(from: path) }
        let length = MemoryLayout<sa_family_t>.size + path.count + (isAbstract ? 0 : 1)
        return withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { body($0, socklen_t(length)) }
        }
    }
}
