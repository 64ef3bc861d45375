import HTTP
import Memory

/// An HTTP response that a check receives.
struct CheckResponse {
    enum Progress { case incomplete, complete, malformed }

    private var parser = H1HeadParser(at: 0)
    private(set) var message: Message?
    private(set) var progress = Progress.incomplete

    /// Looks at what has been received; the message has its fields once the head is complete.
    mutating func parse(_ input: Buffer, _ limits: H1Limits, hasNoBody: Bool, _ context: LoopContext) {
        guard progress == .incomplete else { return }
        if message == nil {
            let message = context.takeMessage()
            message.arena = input
            self.message = message
            parser = H1HeadParser(at: input.start)
        }
        guard let message else { return }
        switch parser.parseResponse(input, into: message, limits: limits) {
        case .incomplete: return
        case .malformed: progress = .malformed
        case .complete(let body):
            progress = .complete
            input.consume(upTo: body)
            // What follows an interim answer is the next answer's head.
            if hasNoBody || message.status < 200 || message.status == 204 || message.status == 304 {
                message.framing = .none
            }
        }
    }

    /// Forgets the response.
    mutating func end(_ context: LoopContext) {
        progress = .incomplete
        if let message = message.take() { context.give(message) }
    }

    /// What is here of the body, chunks put together in scratch memory.
    func body(_ input: Buffer, _ evaluation: StreamEvaluation) -> ByteView {
        guard progress == .complete, let message else { return .empty }
        let view = input.view(from: input.start)
        switch message.framing {
        case .none: return .empty
        case .length(let length): return view.slice(0, Int(clamping: length))
        case .untilClose, .tunnel: return view
        case .chunked:
            return evaluation.write { out in
                _ = ChunkDecoder.walk(input) { out.append($0) }
                return true
            } ?? .empty
        }
    }

    /// The answer is whole, nothing follows it, and the server will keep the connection.
    func leavesClean(_ input: Buffer?) -> Bool {
        guard progress == .complete, let message else { return false }
        guard message.minorVersion > 0 ? !message.flags.contains(.close) : message.flags.contains(.keepAlive) else {
            return false
        }
        guard !message.flags.contains(.ambiguousFraming), let input else { return false }
        switch message.framing {
        case .none: return input.isEmpty
        case .length(let length): return UInt64(input.count) == length
        case .untilClose, .tunnel: return false
        case .chunked: return ChunkDecoder.walk(input, data: { _ in }) == .done(end: input.end)
        }
    }

    /// Nothing of the body is missing.
    func hasWholeBody(_ input: Buffer) -> Bool {
        guard progress == .complete, let message else { return false }
        switch message.framing {
        case .none: return true
        case .length(let length): return input.count >= Int(clamping: length)
        case .untilClose, .tunnel: return false
        case .chunked: return ChunkDecoder.walk(input, data: { _ in }) != .more
        }
    }
}
