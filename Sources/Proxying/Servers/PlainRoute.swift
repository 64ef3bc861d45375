import Configuration
import EventLoop
import Glibc
import Memory
import Transport

/// The way to something that serves no client's stream: a peer, or a server of a ring (manual, 5.2: `source`, `socks4`, `cc`, `tcp-md5sig`,
/// `tcp-ut`, `tfo`).
public struct PlainRoute: Sendable {
    public var address: Address
    private(set) var options = ServerOptions()

    /// Without any options.
    init(to address: Address) { self.address = address }

    /// With those of a server line.
    init(_ server: ServerSettings, to address: Address) {
        self.address = address
        options = server.options
    }

    /// What connections go through; nil where they go straight.
    var socksProxy: Address? { options.socksProxy }

    /// What the proxy on the way is asked to connect to; nil without a proxy.
    var proxiedTarget: SocketAddress? { options.socksProxy == nil ? nil : SocketAddress(address) }

    /// Why connections cannot be made as the line says; nil if they can. Where they start cannot depend on a client.
    var problem: String? {
        if options.namespace != nil { return "'namespace' is not built yet for connections without a client" }
        switch options.source?.transparency {
        case .client, .clientIP, .header:
            return "'usesrc' : there is no client whose address the connection could have."
        case .none?, .address, nil: return nil
        }
    }

    /// A socket that is connecting, or connected already: to the address, or to the proxy on the way.
    func openSocket() throws(SystemError) -> Int32 {
        let address = socksProxy ?? address
        let target = SocketAddress(address)
        return try StreamSocket.connect(to: target, path: address.socketPath) { descriptor in
            target.family == .unix ? 0 : prepare(descriptor, target)
        }
    }

    /// The error number.
    private func prepare(_ descriptor: Int32, _ target: SocketAddress) -> Int32 {
        let tcp = Int32(IPPROTO_TCP)
        if options.userTimeout.rawValue > 0 {
            SocketOption.set(descriptor, tcp, TCP_USER_TIMEOUT, Int32(clamping: options.userTimeout.rawValue))
        }
        options.congestionControl?.apply(to: descriptor)
        if options.fastOpen { SocketOption.set(descriptor, tcp, TCP_FASTOPEN_CONNECT, 1) }
        let number = options.signature?.apply(to: descriptor, connecting: target) ?? 0
        guard number == 0 else { return number }
        return options.source.map { bind(descriptor, $0, target.family) } ?? 0
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
