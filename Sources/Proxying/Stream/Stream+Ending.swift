extension Stream {
    /// Ends the exchange from outside: with an error if the client has no response yet, without a word otherwise.
    func endWithError(_ status: UInt16, _ cause: Termination.Cause = .killed) {
        note(cause)
        guard session.mode == .http, !state.contains(.responded) else { return abort() }
        stopWaiting()
        if hasServer { server?.counters.responseErrors &+= 1 }
        dropBack()
        front.closeAfterResponse()
        answer(status)
    }

    /// Whatever it waits for is of no use any more: a server's slot, another loop's connection, a name's address, the next
    /// try.
    func stopWaiting() {
        if extras != nil { leaveQueues() }
        if slot >= 0 { context.loop.unregister(self) }
        state.subtract([.waitsInRules, .gathering])
    }
}
