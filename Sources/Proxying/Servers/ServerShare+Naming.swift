import Memory
import Samples
import Transport

/// What requests say about a connection to a server (manual, 5.2: `pool-conn-name`, `source … usesrc hdr_ip`,
/// `set-proxy-v2-tlv-fmt`).
extension ServerShare {
    /// What a stream's connection must have in common with one that it uses again.
    func connectionName(for stream: Stream) -> UInt64 {
        var name: UInt64 = 0
        let evaluation = turned(to: stream)
        let settings = state.settings
        if let expression = settings.connectionName, let text = expression.evaluate(evaluation, as: .string)?.view {
            name = ByteHash.hash(text, foldsCase: false, seed: ByteHash.seed)
        }
        guard let header = (settings.source ?? backend.source)?.header, let address = headerAddress(header, stream)
        else { return name }
        return name &* 31 ^ address.high &* 0x9e37_79b9_7f4a_7c15 ^ address.low &* 0xd6e8_feb8_6659_fd93
    }

    /// The address that a request names.
    func headerAddress(_ expression: Expression, _ stream: Stream) -> SocketAddress? {
        switch expression.evaluate(turned(to: stream)) {
        case .ipv4(let value)?: .ipv4(value, port: 0)
        case .ipv6(let high, let low)?: SocketAddress(family: .ipv6, high: high, low: low, port: 0)
        default: nil
        }
    }

    /// Adds what the configuration wants to be said of the stream.
    func appendFields(to writer: inout ProxyHeaderWriter, _ stream: Stream) {
        let settings = state.settings
        if settings.proxyOptions.contains(.uniqueIdentifier) {
            let evaluation = turned(to: stream)
            if let view = stream.uniqueIdentifier(evaluation) {
                _ = view.withSpan { writer.append(.uniqueIdentifier, $0) }
            }
        }
        for field in settings.proxyFields {
            guard let value = field.format.evaluate(turned(to: stream)) else { continue }
            _ = value.withSpan { writer.append(ProxyRecord.Kind(rawValue: field.kind), $0) }
        }
    }

    private func turned(to stream: Stream) -> StreamEvaluation {
        let evaluation = context.evaluation
        stream.turn(evaluation)
        return evaluation
    }
}

extension ServerShare {
    /// An idle connection with a name that `policy` allows for a session's first or later stream.
    func takeIdle(named name: UInt64, isFirst: Bool, _ policy: ReusePolicy) -> H1Server? {
        guard policy != .never, policy != .safe || !isFirst else { return nil }
        while let found = idle.last(where: { $0.name == name && ($0.uses >= 2 || !isFirst || policy == .always) }) {
            forget(found)
            guard found.isAlive else {
                found.close()
                continue
            }
            counters.reuses += 1
            return found
        }
        return nil
    }
}

extension Stream {
    /// Goes to a server whose connections have names: only one of the same name is used again. Those of other loops are not asked for.
    func openNamed(_ server: ServerShare, _ backend: BackendShare) {
        let name = server.connectionName(for: self)
        if let endpoint = session.takeConnection(to: server, named: name) { return use(endpoint) }
        if let endpoint = server.takeIdle(named: name, isFirst: session.streams <= 1, backend.reuse) {
            return use(endpoint)
        }
        connect(server, backend)
    }
}
