import Glibc
import HTTP
import Memory
import Samples
import Transport

/// `option forwarded` (RFC 7239).
extension Stream {
    /// Writes the field; one that the request has stays, and this one follows it.
    func writeForwarded(_ out: Buffer, _ message: Message, _ backend: BackendShare) -> Bool {
        guard let parts = backend.forwarded else { return true }
        var value: [UInt8] = []
        func add(_ name: String, _ text: [UInt8]?) {
            guard let text else { return }
            if !value.isEmpty { value.append(59) }
            value += Array(name.utf8) + [61] + text
        }
        let expressions = backend.forwardedExpressions
        context.evaluation.turn(to: self, request: message, response: nil)
        if parts.contains(.proto) { add("proto", Array("http".utf8)) }
        if parts.contains(.host) { add("host", host(message, expressions.host)) }
        if parts.contains(.byAddress) {
            let own = session.destination(of: front.connection)
            add("by", node(own, expressions.by, parts.contains(.byPort), expressions.byPort))
        }
        if parts.contains(.forAddress) {
            add("for", node(session.source, expressions.for, parts.contains(.forPort), expressions.forPort))
        }
        return value.isEmpty || out.append("forwarded: ") && out.append(value) && out.append("\r\n")
    }

    private func host(_ message: Message, _ expression: Expression?) -> [UInt8]? {
        if let expression {
            let name = text(expression) ?? []
            let isHost = name.allSatisfy { $0.isNodeNameByte || $0 == 58 || $0 == 91 || $0 == 93 }
            return [34] + (isHost ? name : []) + [34]
        }
        guard let host = message.headers.first(.host), let arena = message.arena else { return nil }
        return quoted(arena.bytes(in: host.valueSlice))
    }

    /// An address and perhaps a port: IPv6 addresses and ports need quotes (RFC 7239, 6).
    private func node(
        _ address: SocketAddress, _ expression: Expression?, _ hasPort: Bool, _ portExpression: Expression?
    ) -> [UInt8] {
        let isInternet = address.family == .ipv4 || address.family == .ipv6
        var node = expression.map(nodeName) ?? (isInternet ? bracketed(address) : Array("unknown".utf8))
        if hasPort {
            let own = isInternet ? Array(String(address.port).utf8) : nil
            if let port = portExpression.map(portName) ?? own { node += [58] + port }
        }
        return hasPort || node.contains(58) ? [34] + node + [34] : node
    }

    private func bracketed(_ address: SocketAddress) -> [UInt8] {
        let text = Array(address.host.utf8)
        return address.family == .ipv6 ? [91] + text + [93] : text
    }

    /// The value of an expression as text.
    private func text(_ expression: Expression) -> [UInt8]? {
        let evaluation = context.evaluation
        evaluation.begin()
        guard case .string(let view)? = expression.evaluate(evaluation, as: .string), !view.isEmpty else { return nil }
        return view.bytes
    }

    /// An address, `unknown`, or an identifier that tells others nothing.
    private func nodeName(_ expression: Expression) -> [UInt8] {
        context.evaluation.begin()
        switch expression.evaluate(context.evaluation) {
        case .ipv4(let value)?: return bracketed(.ipv4(value, port: 0))
        case .ipv6(let high, let low)?: return bracketed(SocketAddress(family: .ipv6, high: high, low: low, port: 0))
        default: break
        }
        guard let name = text(expression) else { return Array("unknown".utf8) }
        let string = String(decoding: name, as: UTF8.self)
        var address = in_addr()
        if string == "unknown" || inet_pton(AF_INET, string, &address) == 1 { return name }
        return obfuscated(name) ?? Array("unknown".utf8)
    }

    /// A port, or an identifier that tells others nothing.
    private func portName(_ expression: Expression) -> [UInt8]? {
        guard let name = text(expression) else { return nil }
        return UInt16(String(decoding: name, as: UTF8.self)) != nil ? name : obfuscated(name)
    }

    /// With the underscore in front that such identifiers have; nil for what cannot be one.
    private func obfuscated(_ text: [UInt8]) -> [UInt8]? {
        guard text.allSatisfy(\.isNodeNameByte) else { return nil }
        return text.starts(with: [95]) ? text : [95] + text
    }

    /// As a token if it is one, else in quotes.
    private func quoted(_ text: [UInt8]) -> [UInt8] {
        let isToken = text.allSatisfy { CharacterClass.token.contains($0) }
        return isToken && !text.isEmpty ? text : [34] + text.filter { $0 != 34 && $0 != 92 } + [34]
    }
}
