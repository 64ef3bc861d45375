import HTTP
import Memory
import Samples

/// What is here of a message, as a list of blocks. It may allocate: only debugging asks for it.
struct MessageBlocks {
    private(set) var blocks: [MessageBlock] = []
    /// Nothing of the message is still to come.
    private(set) var isWhole = false

    /// The message at hand: a response if there is one; empty without any.
    init(_ evaluation: StreamEvaluation) {
        let framing = evaluation.withMessage { message, arena in
            addHead(message, arena, isResponse: evaluation.looksAtResponse)
            return message.framing
        }
        guard let framing else { return }
        let endpoint = evaluation.withStream { stream in
            stream.session.mode == .http ? (evaluation.looksAtResponse ? stream.back : stream.front) : nil
        }
        // The bytes behind a head in TCP mode belong to nobody.
        guard let endpoint else { return }
        let data = evaluation.body(ofResponse: evaluation.looksAtResponse) ?? .empty
        if !data.isEmpty { blocks.append(MessageBlock(kind: .data, value: data.bytes)) }
        addEnd(framing, endpoint)
    }

    /// What is at a position; -1 is the last one.
    func block(at position: Int64) -> MessageBlock? {
        if position < 0 { return blocks.last }
        guard let index = Int(exactly: position), blocks.indices.contains(index) else { return nil }
        return blocks[index]
    }

    /// The bytes of all blocks.
    var dataSize: Int { blocks.reduce(0) { $0 + $1.size } }
    var usedSize: Int { dataSize + blocks.count * MessageBlock.ownSize }

    // MARK: Parts

    private mutating func addHead(_ message: Message, _ arena: Buffer, isResponse: Bool) {
        let line = MessageBlocks.startLine(message, arena, isResponse: isResponse)
        blocks.append(MessageBlock(kind: isResponse ? .statusLine : .requestLine, value: line))
        addFields(message, arena, .field)
        blocks.append(MessageBlock(kind: .endOfHeaders))
    }

    private mutating func addFields(_ message: Message, _ arena: Buffer, _ kind: MessageBlock.Kind) {
        for field in message.headers.fields {
            guard !field.isRemoved else {
                blocks.append(MessageBlock(kind: .unused))
                continue
            }
            blocks.append(
                MessageBlock(
                    kind: kind, name: arena.view(of: field.nameSlice).bytes,
                    value: arena.view(of: field.valueSlice).bytes))
        }
    }

    private static func startLine(_ message: Message, _ arena: Buffer, isResponse: Bool) -> [UInt8] {
        let usual = Array("HTTP/1.".utf8) + [48 &+ message.minorVersion]
        let version = message.version.isEmpty ? usual : arena.view(of: message.version).bytes
        let blank: [UInt8] = [32]
        if isResponse {
            return version + blank + Array(String(message.status).utf8) + blank + arena.view(of: message.reason).bytes
        }
        let method = arena.view(of: message.methodSlice).bytes
        return method + blank + arena.view(of: message.target).bytes + blank + version
    }

    private mutating func addEnd(_ framing: BodyFraming, _ endpoint: SocketEndpoint) {
        switch framing {
        case .none: isWhole = true
        case .length(let length): isWhole = UInt64(endpoint.input?.count ?? 0) >= length
        case .chunked: addTrailers(endpoint)
        case .untilClose: isWhole = endpoint.connection.isAtEnd
        case .tunnel: break
        }
    }

    /// The fields behind the last chunk, once all of them are here.
    private mutating func addTrailers(_ endpoint: SocketEndpoint) {
        guard let buffer = endpoint.input else { return }
        var lines: [UInt8] = []
        let outcome = ChunkDecoder.walk(
            buffer, data: { _ in },
            trailers: {
                lines.append($0)
                return true
            })
        guard case .done = outcome else { return }
        isWhole = true
        let copy = Buffer(capacity: lines.count + Buffer.tailroom)
        let message = Message()
        message.arena = copy
        var parser = H1HeadParser(at: copy.start)
        if copy.append(lines), case .complete = parser.parseTrailers(copy, into: message, limits: H1Limits()) {
            addFields(message, copy, .trailer)
        }
        blocks.append(MessageBlock(kind: .endOfTrailers))
    }
}
