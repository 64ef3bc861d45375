import CLinux
import Configuration
import EventLoop
import Glibc
import Transport

/// How a server's sockets are made (manual, 5.2: `source`, `tfo`, `tcp-ut`, and addresses that follow the client's).
extension ServerShare {
    /// A socket that is connecting, or connected already: to `target`, or to the proxy on the way.
    func openSocket(to target: SocketAddress, for stream: Stream) throws(SystemError) -> Int32 {
        let address = state.settings.socksProxy.map { SocketAddress($0) } ?? target
        return try openSocket(to: address, SOCK_STREAM) { connectInternet($0, $1, stream) }
    }

    /// The same for something else than a client's stream: log lines.
    func openSocketForLines() throws(SystemError) -> Int32 {
        let address = state.settings.socksProxy.map { SocketAddress($0) } ?? state.address
        return try openSocket(to: address, SOCK_STREAM) { descriptor, address in
            setTransportOptions(descriptor)
            if let number = signing(descriptor, address), number != 0 { return number }
            if backend.options.contains(.serverKeepAlive) {
                backend.proxy.settings.keepAliveProbes.server.enable(on: descriptor)
            }
            if backend.options.contains(.noLinger) { SocketOption.resetAtClose(descriptor) }
            return connectForLines(descriptor, address)
        }
    }

    /// A socket that sends a datagram for each log line.
    func openDatagramSocket() throws(SystemError) -> Int32 {
        let descriptor = try openSocket(to: state.address, SOCK_DGRAM) { connectForLines($0, $1) }
        // Nothing is ever read from it.
        shutdown(descriptor, Int32(SHUT_RD))
        return descriptor
    }

    private func openSocket(
        to address: SocketAddress, _ kind: __socket_type, connecting connect: (Int32, SocketAddress) -> Int32
    ) throws(SystemError) -> Int32 {
        let family = address.family == .ipv6 ? AF_INET6 : address.family == .unix ? AF_UNIX : AF_INET
        let descriptor = try state.makeSocket(family, kind)
        let number = address.family == .unix ? connectUnix(descriptor) : connect(descriptor, address)
        guard number == 0 || number == EINPROGRESS else {
            close(descriptor)
            throw SystemError(number, "connect")
        }
        return descriptor
    }

    /// Where lines start from is what the server's own line says.
    private func connectForLines(_ descriptor: Int32, _ address: SocketAddress) -> Int32 {
        if let source = state.settings.source {
            let number = bind(descriptor, source, address.family, source.fixedAddress)
            guard number == 0 else { return number }
        }
        return connect(descriptor, address)
    }

    /// `tcp-md5sig`: the error number; nil where nothing is signed.
    private func signing(_ descriptor: Int32, _ address: SocketAddress) -> Int32? {
        state.settings.signature?.apply(to: descriptor, connecting: address)
    }

    private func connect(_ descriptor: Int32, _ address: SocketAddress) -> Int32 {
        address.withSystemAddress { Glibc.connect(descriptor, $0, $1) == 0 ? 0 : errno } ?? EAFNOSUPPORT
    }

    /// Where a stream's connection is to end.
    func target(of stream: Stream) -> SocketAddress {
        var target = state.address
        guard target.family != .unix else { return target }
        if let offset = state.portOffset {
            let port = Int(stream.adjustments?.addresses.destination?.port ?? stream.session.destinationPort) + offset
            target.port = UInt16(clamping: port)
        }
        guard target.isAny else { return target }
        // An address of zeros stands for the one that the client wants (manual, 4.4 `set-dst`).
        let wanted = stream.destination
        return target.port == 0 ? wanted : wanted.with(port: target.port)
    }

    private func connectUnix(_ descriptor: Int32) -> Int32 {
        guard let path = state.path else { return EAFNOSUPPORT }
        return UnixAddress.with(path) { Glibc.connect(descriptor, $0, $1) == 0 ? 0 : errno } ?? ENAMETOOLONG
    }

    private func setTransportOptions(_ descriptor: Int32) {
        SocketOption.set(descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, 1)
        let settings = state.settings
        if settings.userTimeout.rawValue > 0 {
            SocketOption.set(descriptor, Int32(IPPROTO_TCP), 18, Int32(clamping: settings.userTimeout.rawValue))
        }
        settings.congestionControl?.apply(to: descriptor)
        if backend.options.contains(.smartConnect) { SocketOption.set(descriptor, Int32(IPPROTO_TCP), TCP_QUICKACK, 0) }
        context.generation?.generation.global.sockets.server.apply(to: descriptor)
        if settings.fastOpen { SocketOption.set(descriptor, Int32(IPPROTO_TCP), 30, 1) }
    }

    private func connectInternet(_ descriptor: Int32, _ address: SocketAddress, _ stream: Stream) -> Int32 {
        setTransportOptions(descriptor)
        stream.adjustments?.mark(descriptor)
        if let number = signing(descriptor, address), number != 0 { return number }
        if let source = state.settings.source ?? backend.source {
            let number = bind(descriptor, source, address.family, sourceAddress(source, stream))
            guard number == 0 else { return number }
        }
        return connect(descriptor, address)
    }

    /// Gives the socket its own address before it connects; the error number.
    private func bind(
        _ descriptor: Int32, _ source: SourceBinding, _ family: SocketAddress.Family, _ address: SocketAddress?
    ) -> Int32 {
        guard let ports = source.ports, var address else { return source.bind(descriptor, address, family) }
        for _ in ports {
            address.port = UInt16(clamping: nextSourcePort(in: ports))
            let number = source.bind(descriptor, address, family)
            if number != EADDRINUSE { return number }
        }
        return EADDRINUSE
    }

    private func sourceAddress(_ source: SourceBinding, _ stream: Stream) -> SocketAddress? {
        switch source.transparency {
        case .none, .address: return source.fixedAddress
        case .client: return stream.source
        case .clientIP: return stream.source.with(port: 0)
        case .header(let expression): return headerAddress(expression, stream)
        }
    }

    /// The header that tells this server of the stream's client.
    func proxyHeader(for stream: Stream) -> [UInt8] {
        let session = stream.session
        let options = state.settings.proxyOptions
        let source = ProxyAddress(stream.source)
        let destination = ProxyAddress(stream.destination)
        var writer = ProxyHeaderWriter()
        if state.settings.sendsProxy == .v1 {
            writer.appendVersion1(source: source, destination: destination)
        } else {
            writer.beginVersion2(source: source, destination: destination)
            if options.contains(.authority), let name = session.proxyHeaderTLV(ProxyRecord.Kind.authority.rawValue) {
                _ = name.withSpan { writer.append(.authority, $0) }
            }
            appendFields(to: &writer, stream)
            writer.finishVersion2(checksum: options.contains(.crc32c))
        }
        return writer.finished()
    }
}

extension ProxyAddress {
    /// Nil for what a PROXY header does not carry.
    init?(_ address: SocketAddress) {
        switch address.family {
        case .ipv4: self = .ipv4(UInt32(truncatingIfNeeded: address.low), port: address.port)
        case .ipv6: self = .ipv6(high: address.high, low: address.low, port: address.port)
        case .unix, .none: return nil
        }
    }
}

extension SocketAddress {
    init(_ address: ProxyAddress) {
        switch address {
        case .ipv4(let value, let port): self = .ipv4(value, port: port)
        case .ipv6(let high, let low, let port): self.init(family: .ipv6, high: high, low: low, port: port)
        case .unix: self = .unix
        }
    }
}
