import DNS
import Memory
import Samples

/// The look-up of a rule.
struct LookupState {
    enum Phase {
        /// The number by which the answer finds the stream.
        case waiting(UInt64)
        /// What came; nil when the name has no address.
        case answered(DNSAddress?)
    }

    var phase: Phase
    /// Whose it is.
    let rule: ObjectIdentifier
}

/// Rules that look names up (`do-resolve`). The first loop asks; the stream waits like for any other rule.
extension Stream {
    func lookUp(_ arguments: RuleArguments, _ evaluation: StreamEvaluation) -> RuleOutcome {
        let rule = ObjectIdentifier(arguments)
        if let lookup, lookup.rule == rule {
            guard case .answered(let address) = lookup.phase else { return .wait }
            self.lookup = nil
            return set(arguments.variable, to: address, evaluation)
        }
        if lookup != nil { stopLookup() }
        guard let plan = arguments.object(as: LookupPlan.self),
            case .string(let text)? = arguments.expression?.evaluate(evaluation, as: .string),
            let name = DomainName(String(decoding: text.bytes, as: UTF8.self))
        else { return .next }
        let key = ResolutionKey(name: name, kind: .addresses(prefersIPv4: plan.prefersIPv4))
        context.ticketNumber &+= 1
        let wait = NameLookup(number: context.ticketNumber, loop: context.index)
        switch context.lookUp(key, in: plan.resolvers, for: wait) {
        case .known(let address): return set(arguments.variable, to: address, evaluation)
        case .unknown: return .next
        case .pending:
            lookup = LookupState(phase: .waiting(wait.number), rule: rule)
            context.waitingStreams[wait.number] = self
            return .wait
        }
    }

    private func set(
        _ variable: VariableName?, to address: DNSAddress?, _ evaluation: StreamEvaluation
    ) -> RuleOutcome {
        guard let variable, let address else { return .next }
        switch address {
        case .ipv4(let value): evaluation.setVariable(variable, to: .ipv4(value))
        case .ipv6(let high, let low): evaluation.setVariable(variable, to: .ipv6(high: high, low: low))
        }
        return .next
    }

    /// The answer has come.
    func lookedUp(_ address: DNSAddress?) {
        lookup?.phase = .answered(address)
        if slot < 0 { context.loop.register(self) }
        context.loop.wakeLater(self)
    }

    /// The answer is not wanted any more.
    func stopLookup() {
        if case .waiting(let number)? = lookup?.phase { context.waitingStreams.removeValue(forKey: number) }
        lookup = nil
    }
}
