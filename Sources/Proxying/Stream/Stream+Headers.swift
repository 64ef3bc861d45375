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
}
