import Memory

/// The tokens of a `Connection` header (RFC 9110, 7.6.1).
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

    /// Writes the tokens that concern others anew, in place; they only get shorter. An upgrade that was taken out is not
    /// announced either.
    static func rewrite(_ message: Message, in buffer: Buffer) {
        let upgrades = message.headers.first(.upgrade) != nil
        for index in message.headers.fields.indices {
            let field = message.headers.fields[index]  // bounded: one of the list's own indices
            guard field.name == .connection, !field.isRemoved else { continue }
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
