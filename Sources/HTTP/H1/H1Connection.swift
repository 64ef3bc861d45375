import Memory

/// The tokens of the headers that are about one connection: `Connection` and `TE` (RFC 9110, 7.6.1 and 10.1.4).
enum H1Connection {
    /// Notes what the tokens ask for. A header that only speaks of this connection is taken out; one that names other things
    /// too is rewritten without `close` and `keep-alive` once the whole head is known.
    static func note(_ field: HeaderField, at index: Int, _ message: Message, _ bytes: Span<UInt8>) {
        var ours = false
        var others = false
        forEachToken(bytes, field.valueSlice.range) { token in
            if bytes.equals("close", in: token) {
                message.flags.insert(.close)
                ours = true
            } else if bytes.equals("keep-alive", in: token) {
                message.flags.insert(.keepAlive)
                ours = true
            } else {
                if bytes.equals("upgrade", in: token) { message.flags.insert(.connectionUpgrade) }
                others = true
            }
        }
        if !others {
            message.headers.remove(at: index)
        } else if ours {
            message.flags.insert(.mixedConnectionTokens)
        }
    }

    /// Notes what a request's `TE` says. Codings are between the client and the proxy; `trailers` is for the server, too, and is
    /// said to it once.
    static func noteCodings(
        _ field: HeaderField, at index: Int, _ message: Message, _ bytes: Span<UInt8>, _ takesTrailers: inout Bool
    ) {
        var isNews = false
        if !takesTrailers {
            forEachToken(bytes, field.valueSlice.range) { if bytes.equals("trailers", in: $0) { isNews = true } }
        }
        guard isNews else { return message.headers.remove(at: index) }
        takesTrailers = true
        if !bytes.isExactly("trailers", in: field.valueSlice.range) { message.flags.insert(.mixedConnectionTokens) }
    }

    /// Writes the tokens that concern others anew, in place; they only get shorter. An upgrade that was taken out is not
    /// announced either.
    static func rewrite(_ message: Message, in buffer: Buffer) {
        let upgrades = message.headers.first(.upgrade) != nil
        for index in message.headers.fields.indices {
            let field = message.headers.fields[index]  // bounded: one of the list's own indices
            guard !field.isRemoved else { continue }
            if field.name == .te { message.headers.replaceValue(at: index, with: Array("trailers".utf8), in: buffer) }
            guard field.name == .connection else { continue }
            var kept: [UInt8] = []
            buffer.withArena { bytes in
                forEachToken(bytes, field.valueSlice.range) { token in
                    if bytes.equals("close", in: token) || bytes.equals("keep-alive", in: token) { return }
                    if !upgrades, bytes.equals("upgrade", in: token) { return }
                    if !kept.isEmpty { kept += [44, 32] }
                    for position in token { kept.append(bytes.byte(at: position) ?? 32) }
                }
            }
            if kept.isEmpty {
                message.headers.remove(at: index)
            } else {
                message.headers.replaceValue(at: index, with: kept, in: buffer)
            }
        }
    }

    private static func forEachToken(_ bytes: Span<UInt8>, _ range: Range<Int>, _ body: (Range<Int>) -> Void) {
        var position = range.lowerBound
        while position < range.upperBound {
            var comma = position
            while comma < range.upperBound, bytes.byte(at: comma) != 44 { comma += 1 }
            let token = bytes.trimmed(position..<comma)
            if !token.isEmpty { body(token) }
            position = comma + 1
        }
    }
}
