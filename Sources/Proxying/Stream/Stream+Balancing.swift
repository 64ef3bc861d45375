import Balancing
import HTTP
import Memory

extension Stream {
    /// The hash of what the backend's algorithm looks at; nil when the request has no such thing.
    func balanceHash(_ backend: BackendShare) -> UInt32? {
        switch backend.balanceKey {
        case .none, .logLine: return nil
        case .source:
            let bytes = source.family == .ipv4 ? Array(source.bytes.suffix(4)) : source.bytes
            return HashKey.source(bytes.span)
        case .uri(let part):
            return hash(backend) { message, bytes in
                let target = message.target.range
                let range = part.range(in: bytes.extracting(target))
                return range.lowerBound + target.lowerBound..<range.upperBound + target.lowerBound
            }
        case .urlParameter(let name, _):
            let found = hash(backend) { message, bytes in
                let target = message.target.range
                guard let range = HashKey.urlParameter(name.span, in: bytes.extracting(target)) else { return nil }
                return range.lowerBound + target.lowerBound..<range.upperBound + target.lowerBound
            }
            return found ?? bodyParameterHash(name, backend)
        case .expression(let expression), .remoteDesktopCookie(let expression):
            let evaluation = context.evaluation
            turn(evaluation)
            guard case .binary(let key)? = expression.evaluate(evaluation, as: .binary) else { return nil }
            return key.withSpan { backend.hashFunction.hash($0) }
        case .header(let name, let domainOnly):
            return hash(backend) { message, bytes in
                guard let value = message.value(of: name)?.range else { return nil }
                guard let range = HashKey.header(bytes.extracting(value), domainOnly: domainOnly) else { return nil }
                return range.lowerBound + value.lowerBound..<range.upperBound + value.lowerBound
            }
        }
    }

    /// Whether the backend's algorithm looks for a parameter that only the body can have (`url_param … check_post`).
    func needsBody(_ message: Message, _ backend: BackendShare) -> Bool {
        guard message.method == .post, message.framing != .none,
            case .urlParameter(let name, _) = backend.balanceKey, let arena = message.arena
        else { return false }
        return arena.withArena { HashKey.urlParameter(name.span, in: $0.extracting(message.target.range)) == nil }
    }

    /// The hash of the parameter in what is here of the body.
    private func bodyParameterHash(_ name: [UInt8], _ backend: BackendShare) -> UInt32? {
        guard backend.looksAtBody, let message = request, message.method == .post, message.framing != .none else {
            return nil
        }
        return context.evaluation.body(of: message, from: front).withSpan { body in
            HashKey.bodyParameter(name.span, in: body).map { backend.hashFunction.hash(body.extracting($0)) }
        }
    }

    private func hash(_ backend: BackendShare, _ key: (Message, Span<UInt8>) -> Range<Int>?) -> UInt32? {
        guard let message = request, let arena = message.arena else { return nil }
        return arena.withArena { bytes in
            guard let range = key(message, bytes), range.upperBound <= bytes.count else { return nil }
            return backend.hashFunction.hash(bytes.extracting(range))
        }
    }
}
