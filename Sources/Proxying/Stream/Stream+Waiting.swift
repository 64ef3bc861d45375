import HTTP
import Memory

/// Rules that let time pass.
extension Stream {
    /// Lets the rule that runs wait; it runs again when the time is over.
    func wait(for delay: Milliseconds) -> RuleOutcome {
        ruleDeadline = context.now + delay
        sleep()
        return .wait
    }

    /// Whether the time of the rule that runs is not over yet; it goes on waiting then.
    func stillWaits() -> Bool {
        guard context.now < ruleDeadline else {
            ruleDeadline = .zero
            return false
        }
        sleep()
        return true
    }

    private func sleep() {
        if slot < 0 { context.loop.register(self) }
        // A server that has answered is not late.
        if response != nil { back?.connection.setDeadline(.never) }
        context.loop.setDeadline(self, ruleDeadline)
    }

    /// Waits for the body of the message at hand, for some of it, or for a full buffer.
    func waitForBody(_ time: Milliseconds, atLeast least: Int) -> RuleOutcome {
        guard let message = response ?? request, message.framing != .none, message.framing != .tunnel,
            let endpoint = response == nil ? front as? H1Client : back
        else { return .next }
        if endpoint.gatherBody(message.framing, atLeast: least) {
            state.remove(.gathering)
            ruleDeadline = .zero
            if endpoint.isMalformed(message.framing) {
                endpoint.inputMalformed()
                return .done
            }
            guard response == nil, endpoint.isCut(message.framing, atLeast: least) else { return .next }
            clientFailed()
            return .done
        }
        if ruleDeadline == .zero {
            if response == nil, message.flags.contains(.expectContinue), !summary.isOld { askForBody(message) }
            state.insert(.gathering)
            return wait(for: time)
        }
        if stillWaits() { return .wait }
        state.remove(.gathering)
        bodyTimedOut()
        return .done
    }

    private func bodyTimedOut() {
        if session.frontend.costs.contains(.lastRule) { takeRecord().finalRule = ruleAtHand ?? RulePlace() }
        guard response == nil else {
            note(.serverTimeout, at: .head)
            dropBack()
            return answer(504)
        }
        note(.clientTimeout, at: .request)
        session.frontend.counters.requestErrors &+= 1
        answer(408)
    }

    /// The client waits for permission to send its body, which the server then needs not give again.
    private func askForBody(_ message: Message) {
        guard let client = front as? H1Client, client.sendInterim({ $0.append("HTTP/1.1 100 Continue\r\n\r\n") }) else {
            return
        }
        message.flags.remove(.expectContinue)
        message.headers.remove(.expect)
    }

    /// The time for which a tarpitted client is kept.
    var tarpitTime: Milliseconds {
        if let time = adjustments?.timeouts[.tarpit] { return time }
        let timeouts = backend?.timeouts ?? session.frontend.timeouts
        let time = timeouts.tarpit == .never ? timeouts.connect : timeouts.tarpit
        return time == .never ? .zero : time
    }
}
