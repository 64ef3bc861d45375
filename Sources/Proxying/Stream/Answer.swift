import Memory

/// An answer that is sent to a client now: views of a `Reply`, or of what was just made in a loop's memory for answers.
struct Answer {
    let status: UInt16
    /// Status line and fields, without `connection` and the empty line.
    let head: ByteView
    let body: ByteView
    /// The client's connection ends after it: the request cannot be trusted to have ended where it seems to.
    let closes: Bool

    /// Nothing is sent before the connection ends: an empty `errorfile`.
    var isSilent: Bool { head.isEmpty }

    /// Bytes of the answer to a request, less the field that is about the connection.
    func size(for request: RequestSummary) -> Int {
        isSilent ? 0 : head.count + 2 + (request.method == .head ? 0 : body.count)
    }

    /// Whether the status line is of a version that knows no `connection: close`.
    private var isOld: Bool { head.slice(0, 8).withSpan { $0.count == 8 && $0.hasOldVersion } }

    func write(into out: Buffer, closes: Bool, hasBody: Bool, isOldClient: Bool, isChunked: Bool = false) {
        if isSilent { return }
        out.append(head)
        if isChunked { out.append("transfer-encoding: chunked\r\n") }
        if isOld {
            // The end of the connection is the end of the message.
        } else if closes {
            out.append("connection: close\r\n")
        } else if isOldClient {
            out.append("connection: keep-alive\r\n")
        }
        out.append("\r\n")
        if hasBody { out.append(body) }
    }
}

extension Span<UInt8> {
    /// `HTTP/1.0`; the caller knows that there are eight bytes.
    fileprivate var hasOldVersion: Bool { self[5] == 49 && self[7] == 48 }
}

extension LoopContext {
    /// Makes an answer in the loop's memory for answers; nil without room. It is valid until another one is made.
    ///
    /// - Parameter isBehind: what the memory holds is needed still.
    func makeAnswer(
        _ status: UInt16, closes: Bool = false, isBehind: Bool = false, head: (Buffer) -> Bool,
        body: (Buffer) -> Bool = { _ in true }
    ) -> Answer? {
        let memory = answerMemory
        if !isBehind { memory.reset() }
        let start = memory.end
        guard head(memory) else { return nil }
        let middle = memory.end
        guard body(memory) else { return nil }
        let whole = memory.view(from: start)
        return Answer(
            status: status, head: whole.slice(0, middle - start), body: whole.slice(middle - start), closes: closes)
    }
}
