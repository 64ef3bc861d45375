import HTTP
import Memory
import Transport

/// The fields of a request that the proxy adds or takes out on its way to a server.
extension Stream {
    /// Writes the fields that the proxy adds, and `connection`; false without room.
    func writeExtraHeaders(_ out: Buffer, _ message: Message, _ backend: BackendShare) -> Bool {
        let session = session
        if let field = backend.forwardedFor ?? session.frontend.forwardedFor {
            guard field.write(source, message, into: out) else { return false }
        }
        if let field = backend.originalTo ?? session.frontend.originalTo {
            guard field.write(destination, message, into: out) else { return false }
        }
        guard writeUniqueIdentifier(out, message) else { return false }
        if backend.addsFields {
            guard writeForwarded(out, message, backend), writeServerName(out, backend) else { return false }
        }
        if persistence != .keepAlive, !message.flags.contains(.upgrade) {
            return backend.options.contains(.pretendKeepAlive) || summary.isOld
                || writeConnection("connection: close\r\n", out)
        }
        return !summary.isOld || writeConnection("connection: keep-alive\r\n", out)
    }

    /// `option http-use-proxy-header` gives the field its old name.
    private func writeConnection(_ field: StaticString, _ out: Buffer) -> Bool {
        guard !summary.usesProxyHeader || out.append("proxy-") else { return false }
        return out.append(field)
    }

    /// Takes out names that a proxy does not let pass, or refuses the request for them and returns false (`option
    /// http-restrict-req-hdr-names`).
    func admitsNames(_ message: Message, _ policy: HeaderNamePolicy) -> Bool {
        switch policy {
        case .preserve: return true
        case .delete: message.removeFields { !$0.consists(of: .plainName, in: $1) }
        case .reject:
            if message.hasField(where: { !$0.consists(of: .plainName, in: $1) }) {
                session.frontend.counters.deniedRequests += 1
                note(.proxy)
                answer(403)
                return false
            }
        }
        return true
    }

    /// `http-send-name-header`
    private func writeServerName(_ out: Buffer, _ backend: BackendShare) -> Bool {
        guard let name = backend.serverNameHeader, let server else { return true }
        return out.append(name) && out.append(": ") && out.append(text: server.state.name) && out.append("\r\n")
    }

    /// `option forwarded` (RFC 7239, 4). A field that the request has stays; this one follows it.
    private func writeForwarded(_ out: Buffer, _ message: Message, _ backend: BackendShare) -> Bool {
        guard let parts = backend.forwarded else { return true }
        var value: [UInt8] = []
        func add(_ name: String, _ text: [UInt8]) {
            if !value.isEmpty { value.append(59) }
            value += Array(name.utf8) + [61] + text
        }
        if parts.contains(.proto) { add("proto", Array("http".utf8)) }
        if parts.contains(.host), let host = message.headers.first(.host), let arena = message.arena {
            add("host", quoted(arena.bytes(in: host.valueSlice)))
        }
        let destination = destination
        if parts.contains(.byAddress) { add("by", node(destination, parts.contains(.byPort))) }
        if parts.contains(.forAddress) { add("for", node(source, parts.contains(.forPort))) }
        return out.append("forwarded: ") && out.append(value) && out.append("\r\n")
    }

    /// A node: IPv6 addresses and ports need quotes (RFC 7239, 6).
    private func node(_ address: SocketAddress, _ withPort: Bool) -> [UInt8] {
        guard address.family == .ipv4 || address.family == .ipv6 else { return Array("unknown".utf8) }
        var text = Array(address.host.utf8)
        if address.family == .ipv6 { text = [91] + text + [93] }
        if withPort { text += Array(":\(address.port)".utf8) }
        return withPort || address.family == .ipv6 ? [34] + text + [34] : text
    }

    /// As a token if it is one, else in quotes.
    private func quoted(_ text: [UInt8]) -> [UInt8] {
        let isToken = text.allSatisfy { CharacterClass.token.contains($0) }
        return isToken && !text.isEmpty ? text : [34] + text.filter { $0 != 34 && $0 != 92 } + [34]
    }
}
