import HTTP
import Memory
import Samples
import Transport

/// `option forwarded` (RFC 7239).
extension Stream {
    /// Writes the field; one that the request has stays, and this one follows it.
    func writeForwarded(_ out: Buffer, _ message: Message, _ backend: BackendShare) -> Bool {
        guard let parts = backend.forwarded else { return true }
        context.evaluation.turn(to: self, request: message, response: nil)
        let start = out.end
        guard out.append("forwarded: ") else { return false }
        let empty = out.end
        guard writeParts(parts, backend.forwardedExpressions, message, into: out, from: empty) else { return false }
        if out.end == empty {
            out.truncate(at: start)
            return true
        }
        return out.append("\r\n")
    }

    private func writeParts(
        _ parts: ForwardedParts, _ expressions: ForwardedExpressions, _ message: Message, into out: Buffer,
        from start: Int
    ) -> Bool {
        if parts.contains(.proto), !out.append("proto=http") { return false }
        if parts.contains(.host), !writeHost(message, expressions.host, into: out, from: start) { return false }
        if parts.contains(.byAddress) {
            guard begin("by=", out, from: start) else { return false }
            let own = session.destination(of: front.connection)
            guard writeNode(own, expressions.by, parts.contains(.byPort), expressions.byPort, out) else { return false }
        }
        if parts.contains(.forAddress) {
            guard begin("for=", out, from: start) else { return false }
            let node = expressions.for
            guard writeNode(session.source, node, parts.contains(.forPort), expressions.forPort, out) else {
                return false
            }
        }
        return true
    }

    private func begin(_ name: StaticString, _ out: Buffer, from start: Int) -> Bool {
        (out.end == start || out.append(";")) && out.append(name)
    }

    /// Without a host nothing is written.
    private func writeHost(
        _ message: Message, _ expression: Expression?, into out: Buffer, from start: Int
    ) -> Bool {
        if let expression {
            let name = text(expression) ?? .empty
            let isHost = name.holdsOnly { $0.isNodeNameByte || $0 == 58 || $0 == 91 || $0 == 93 }
            return begin("host=\"", out, from: start) && (!isHost || out.append(name)) && out.append("\"")
        }
        guard let host = message.headers.first(.host), let arena = message.arena else { return true }
        let name = arena.view(of: host.valueSlice)
        guard begin("host=", out, from: start) else { return false }
        // As a token if it is one, else in quotes.
        if !name.isEmpty, name.holdsOnly({ CharacterClass.token.contains($0) }) { return out.append(name) }
        guard out.append("\"") else { return false }
        for position in 0..<name.count {
            guard let byte = name.byte(at: position), byte != 34, byte != 92 else { continue }
            if !out.append(byte) { return false }
        }
        return out.append("\"")
    }

    /// An address and perhaps a port: IPv6 addresses and ports need quotes (RFC 7239, 6).
    private func writeNode(
        _ address: SocketAddress, _ expression: Expression?, _ hasPort: Bool, _ portExpression: Expression?,
        _ out: Buffer
    ) -> Bool {
        let isInternet = address.family == .ipv4 || address.family == .ipv6
        let node = expression.map(nodeName) ?? (isInternet ? .address(address) : .unknown)
        let isQuoted = hasPort || node.needsQuotes
        guard !isQuoted || out.append("\""), node.write(into: out) else { return false }
        if hasPort {
            let own = isInternet ? NodeName.port(address.port) : nil
            if let port = portExpression.map(portName) ?? own {
                guard out.append(":"), port.write(into: out) else { return false }
            }
        }
        return !isQuoted || out.append("\"")
    }

    /// The value of an expression as text.
    private func text(_ expression: Expression) -> ByteView? {
        let evaluation = context.evaluation
        evaluation.begin()
        guard case .string(let view)? = expression.evaluate(evaluation, as: .string), !view.isEmpty else { return nil }
        return view
    }

    /// An address, `unknown`, or an identifier that tells others nothing.
    private func nodeName(_ expression: Expression) -> NodeName {
        context.evaluation.begin()
        switch expression.evaluate(context.evaluation) {
        case .ipv4(let value)?: return .address(.ipv4(value, port: 0))
        case .ipv6(let high, let low)?:
            return .address(SocketAddress(family: .ipv6, high: high, low: low, port: 0))
        default: break
        }
        guard let name = text(expression) else { return .unknown }
        if name.equals("unknown") || name.ipv4 != nil { return .text(name) }
        return NodeName(obfuscated: name) ?? .unknown
    }

    /// A port, or an identifier that tells others nothing.
    private func portName(_ expression: Expression) -> NodeName? {
        guard let name = text(expression) else { return nil }
        return name.isPort ? .text(name) : NodeName(obfuscated: name)
    }
}

/// A node or a port in the field (RFC 7239, 6).
private enum NodeName {
    case unknown
    case address(SocketAddress)
    case port(UInt16)
    case text(ByteView)
    /// An identifier behind the underscore that it lacks.
    case marked(ByteView)

    /// Nil for what cannot be an identifier.
    init?(obfuscated text: ByteView) {
        guard text.holdsOnly({ $0.isNodeNameByte }) else { return nil }
        self = text.byte(at: 0) == 95 ? .text(text) : .marked(text)
    }

    var needsQuotes: Bool {
        if case .address(let address) = self { return address.family == .ipv6 }
        return false
    }

    func write(into out: Buffer) -> Bool {
        switch self {
        case .unknown: out.append("unknown")
        case .address(let address) where address.family == .ipv6:
            out.append("[") && out.append(ipv6: address.high, address.low) && out.append("]")
        case .address(let address): out.append(ipv4: UInt32(truncatingIfNeeded: address.low))
        case .port(let port): out.append(decimal: UInt64(port))
        case .text(let text): out.append(text)
        case .marked(let text): out.append("_") && out.append(text)
        }
    }
}

extension ByteView {
    @inline(__always)
    fileprivate func holdsOnly(_ isAllowed: (UInt8) -> Bool) -> Bool {
        withSpan { bytes in
            for index in bytes.indices where !isAllowed(bytes[index]) { return false }
            return true
        }
    }

    /// A decimal number below 65536.
    fileprivate var isPort: Bool {
        var value: UInt32 = 0
        for position in 0..<count {
            guard let byte = byte(at: position), byte &- 48 < 10, value < 65536 else { return false }
            value = value &* 10 &+ UInt32(byte &- 48)
        }
        return count > 0 && value < 65536
    }
}
