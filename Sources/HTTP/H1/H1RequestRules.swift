import Memory

/// What a request's header fields mean for its framing and its connection, and which requests are refused (RFC 9112, 3.2
/// and 6; RFC 9110, 7.8 and 10.1.1).
enum H1RequestRules {
    static func apply(to message: Message, bytes: Span<UInt8>, _ limits: H1Limits) -> H1Error? {
        var framing = H1Framing()
        var host: HeaderField?
        var webSocketKey = false
        var takesTrailers = false
        for index in message.headers.fields.indices {
            let field = message.headers.fields[index]  // bounded: one of the list's own indices
            switch field.name {
            case .other: continue
            case .host:
                if let first = host {
                    guard bytes.same(first.valueSlice.range, field.valueSlice.range) else { return .invalidHost }
                    message.headers.remove(at: index)
                } else {
                    host = field
                }
            case .contentLength, .transferEncoding:
                if let error = framing.note(field, at: index, message, bytes) { return error }
            case .connection: H1Connection.note(field, at: index, message, bytes)
            case .upgrade: message.flags.insert(.upgrade)
            case .expect:
                if bytes.equals("100-continue", in: field.valueSlice.range) { message.flags.insert(.expectContinue) }
            case .secWebSocketKey: webSocketKey = true
            case .te: H1Connection.noteCodings(field, at: index, message, bytes, &takesTrailers)
            default: continue
            }
        }
        framing.finish(message, limits)
        message.framing = framing.requestBody
        if message.framing != .none, message.minorVersion == 0, !limits.acceptsAnyBody {
            // Old servers may not look for a body here, and take it for another request.
            switch message.method {
            case .get, .head, .delete: return .unexpectedBody
            default: break
            }
        }
        if let error = checkUpgrade(message, bytes, webSocketKey || limits.isRelaxed) { return error }
        guard let error = H1Target.check(message, host: host, bytes: bytes) else { return nil }
        guard limits.isRelaxed else { return error }
        message.tolerate()
        return nil
    }

    /// An `Upgrade` counts when `Connection` names it. `h2c` is taken out, a WebSocket needs its key.
    private static func checkUpgrade(_ message: Message, _ bytes: Span<UInt8>, _ webSocketKey: Bool) -> H1Error? {
        guard message.flags.contains(.upgrade) else {
            if message.flags.contains(.connectionUpgrade) { message.flags.insert(.mixedConnectionTokens) }
            return nil
        }
        guard message.flags.contains(.connectionUpgrade) else {
            message.flags.remove(.upgrade)
            return nil
        }
        guard let field = message.headers.first(.upgrade) else { return nil }
        if bytes.equals("h2c", in: field.valueSlice.range) || bytes.equals("h2", in: field.valueSlice.range) {
            message.headers.remove(.upgrade)
            message.flags.remove(.upgrade)
            message.flags.insert(.mixedConnectionTokens)
        } else if bytes.equals("websocket", in: field.valueSlice.range) {
            message.flags.insert(.webSocket)
            if !webSocketKey { return .invalidUpgrade }
        }
        return nil
    }
}
