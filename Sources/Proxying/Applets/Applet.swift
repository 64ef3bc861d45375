import Memory

/// The far end of a stream that is answered inside the process: it makes the response piece by piece, as fast as the
/// client takes it.
final class Applet: Endpoint {
    private unowned(unsafe) let context: LoopContext
    private var makePiece: (() -> [UInt8]?)?
    /// What is left of the last piece.
    private var rest: ArraySlice<UInt8> = []
    private var buffer: Buffer?
    /// Bytes made before others get their turn.
    private static let portion = 65536

    init(_ context: LoopContext, _ stream: Stream) {
        self.context = context
        super.init()
        self.stream = stream
    }

    /// Sends the head; the body follows as there is room.
    func begin(_ answer: AppletAnswer) {
        guard let stream else { return }
        makePiece = answer.next
        stream.beginAnswer(answer.head)
        pump()
    }

    override func pump() {
        guard makePiece != nil else { return }
        var made = 0
        // Sending may end the stream, whose client may go on with its next one at once.
        while let stream, hasRoom(stream.front), self.stream != nil {
            guard made < Applet.portion else { return goOnLater(stream) }
            guard let buffer = filledBuffer() else { return stream.abort() }
            if buffer.isEmpty { return end(stream) }
            made += buffer.count
            stream.bytes.responseIn &+= UInt64(truncatingIfNeeded: buffer.count)
            if stream.front.accept(buffer, upTo: buffer.end, canAdopt: true) { self.buffer = nil }
        }
        stream?.front.flush()
    }

    private func hasRoom(_ sink: Endpoint) -> Bool {
        if sink.hasRoom { return true }
        sink.flush()
        return sink.hasRoom
    }

    /// A buffer with as much as is made and fits; an empty one at the end, nil without memory.
    private func filledBuffer() -> Buffer? {
        if let buffer, !buffer.isEmpty { return buffer }
        guard let buffer = buffer ?? context.takeBuffer() else { return nil }
        self.buffer = buffer
        buffer.reset(headroom: Buffer.headroom)
        while buffer.room > Buffer.tailroom {
            if rest.isEmpty {
                guard let piece = makePiece?() else { break }
                rest = piece[...]
            }
            let part = rest.prefix(buffer.room - Buffer.tailroom)
            buffer.append(part.span)
            rest = rest.dropFirst(part.count)
        }
        return buffer
    }

    private func end(_ stream: Stream) {
        makePiece = nil
        dropBuffer()
        let front = stream.front
        front.endBody(trailers: nil)
        guard self.stream != nil else { return }
        stream.answerEnded()
        front.flush()
    }

    private func goOnLater(_ stream: Stream) {
        stream.front.flush()
        guard self.stream != nil else { return }
        context.loop.register(stream)
        context.loop.wakeLater(stream)
    }

    private func dropBuffer() {
        guard let buffer else { return }
        self.buffer = nil
        context.give(buffer)
    }

    override func leave() {
        super.leave()
        makePiece = nil
        rest = []
        dropBuffer()
        context.applets.drop()
    }
}

/// What an applet answers: the head, and pieces of the body until there is none.
public struct AppletAnswer {
    let head: Reply
    let next: () -> [UInt8]?

    /// - Parameter fields: of the head, each ended with CRLF; length and connection are not for the applet.
    public init(status: UInt16 = 200, fields: String, next: @escaping () -> [UInt8]?) {
        let start = "HTTP/1.1 \(status) \(ReasonPhrase.of(status))\r\n"
        head = Reply(status: status, head: Array((start + fields).utf8), body: [], closes: false)
        self.next = next
    }
}

extension Stream {
    /// An applet takes the server's place.
    func takeApplet() -> Applet {
        let applet = Applet(context, self)
        context.applets.count(applet)
        self.applet = applet
        return applet
    }

    /// Sends an applet's head as the rules leave it; where they fail, the answer is an error and the applet goes.
    func beginAnswer(_ original: Reply) {
        note(.local)
        let head = concernsAnswers ? edited(original.answer) : original.answer
        guard head.body.isEmpty else {
            dropApplet()
            note(.proxy)
            return finish(with: head)
        }
        state.insert(.responded)
        // It is there at once, as a server would be in no time.
        timing.assigned = context.now
        timing.connected = context.now
        timing.answered = context.now
        status = head.status
        bytes.responseIn &+= UInt64(truncatingIfNeeded: head.size(for: summary))
        countResponse(head.status)
        if summary.method == .head {
            state.insert(.responseEnded)
            front.send(head, for: summary)
        } else {
            front.begin(head, for: summary)
        }
    }

    func answerEnded() { state.insert(.responseEnded) }

    func dropApplet() {
        guard let applet else { return }
        self.applet = nil
        applet.leave()
    }
}
