import Memory

/// What a response's header fields mean for its framing and its connection. What depends on the request (HEAD, CONNECT,
/// an upgrade) is for the caller.
enum H1ResponseRules {
    static func apply(to message: Message, bytes: Span<UInt8>, _ limits: H1Limits) -> H1Error? {
        var framing = H1Framing()
        framing.isRelaxed = limits.isRelaxed
        for index in message.headers.fields.indices {
            let field = message.headers.fields[index]  // bounded: one of the list's own indices
            switch field.name {
            case .contentLength, .transferEncoding:
                if let error = framing.note(field, at: index, message, bytes) { return error }
            case .connection: H1Connection.note(field, at: index, message, bytes)
            case .upgrade:
                message.flags.insert(.upgrade)
                if bytes.equals("websocket", in: field.valueSlice.range) { message.flags.insert(.webSocket) }
            default: continue
            }
        }
        framing.finish(message, limits)
        message.framing = framing.responseBody
        return nil
    }
}
