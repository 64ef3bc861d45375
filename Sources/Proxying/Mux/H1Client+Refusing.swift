import EventLoop
import HTTP

/// What never became a request: malformed heads, and clients that leave or fall silent before theirs is whole.
extension H1Client {
    /// Answers what cannot be a request.
    func refuse(_ error: H1Error) {
        let isTooLong = error == .headTooLong || error == .targetTooLong
        let position = isTooLong ? input?.end ?? 0 : parser.errorPosition
        context.keepInvalid(.request, input, error, at: position, session)
        session.countGlitches(1)
        // Whoever speaks HTTP/2 would not understand an answer in HTTP/1.
        guard error != .http2Preface else {
            countFailure(SessionFailure(error.status, .proxy))
            return close()
        }
        fail(error.status, .proxy)
    }

    /// Counts a request that never became one, and answers it.
    func fail(_ status: UInt16, _ cause: Termination.Cause) {
        countFailure(SessionFailure(status, cause))
        answerAlone(status)
    }

    private func countFailure(_ failure: SessionFailure) {
        session.frontend.counters.requestErrors += 1
        session.frontend.requestBegan(context.now)
        session.countTrackedFailure(isError: failure.status != 408)
        session.frontend.counters.responses.count(failure.status)
        session.frontend.accessLog?.tell(of: failure, session, on: connection, hasData: phase == .head)
    }

    /// The client's side has ended where a request was to come. A first request that never came, or not wholly, is
    /// malformed unless such probes are ignored.
    func clientLeft(_ result: Transfer) {
        guard isRequestMissing else { return close() }
        if case .end = result { return fail(400, .client) }
        countFailure(SessionFailure(400, .client))
        close()
    }

    /// A part of a request is here, or the first one is awaited and its absence counts.
    var isRequestMissing: Bool {
        phase == .head || phase == .idle && session.streams == 0 && !session.frontend.options.contains(.ignoreProbes)
    }

    /// The client has ended its side and everything it sent was read.
    var hasNothingMore: Bool { input?.isEmpty ?? true && (!connection.mayRead || connection.isAtEnd) }

    /// Counts oddities of a request that is accepted nevertheless.
    func countGlitches(_ count: Int) -> GlitchLimits.Verdict {
        session.countGlitches(count)
        return context.judge(glitches: session.extras?.glitches ?? count, \.client)
    }

    /// Ends a connection that has brought too many oddities. It gets no answer: whoever does that on purpose knows. Always
    /// false, as there is nothing more to do.
    func endForGlitches(_ message: Message) -> Bool {
        context.give(message)
        countFailure(SessionFailure(400, .proxy))
        close()
        return false
    }

    /// Not even an answer has room.
    func endWithoutMemory() {
        guard let stream else { return close() }
        stream.note(.resource)
        stream.abort()
    }

    /// Whether a soft stop wants the connection to end as soon as nothing is under way.
    var isToEnd: Bool { session.frontend.isStopping && context.spreadClosing?.hasCome(for: self) ?? true }

    /// A soft stop closes connections that wait for another request. A first one may be on its way.
    func closeIfIdle() {
        if phase == .idle, session.streams > 0 { close() }
    }
}
