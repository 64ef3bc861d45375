import DNS
import EventLoop
import Memory

/// What is asked of name servers again and again, or once: a name, and what of it.
struct ResolutionKey: Hashable, Sendable {
    enum Kind: Hashable, Sendable {
        case addresses(prefersIPv4: Bool)
        case services
    }

    let name: DomainName
    let kind: Kind
}

/// Who wants to know what a name stands for.
class ResolutionSubscriber {
    /// There was a good answer. `server` is where it came from.
    func resolved(_ resolution: Resolution, by server: NameServer) {}
    /// There was none, and what was known does not hold any more.
    func failed(_ failure: DNSFailure) {}
}

/// A rule that waits for the address of a name: the stream's number, and its loop.
struct NameLookup: Sendable, Hashable {
    let number: UInt64
    let loop: Int
}

/// One name's resolution on the first loop: the question under way, what is known, and who wants to know it.
final class Resolution: EventSource {
    private enum Phase {
        case idle
        case asking(ResolutionRun, identifier: UInt16)
    }

    let key: ResolutionKey
    private unowned(unsafe) let resolver: Resolver
    private var phase = Phase.idle
    /// When the last good answer came; nil before the first.
    private(set) var lastValid: Milliseconds?
    private(set) var addresses = NamedAddresses<DNSAddress>()
    private(set) var places = NamedAddresses<DNSService.Place>()
    /// What the last answer said of each place.
    private(set) var services: [DNSService.Place: DNSService] = [:]
    private var subscribers: [ResolutionSubscriber] = []
    private var waiters: [NameLookup] = []
    /// Addresses are given to rules in turn.
    private var turn = 0

    init(_ key: ResolutionKey, _ resolver: Resolver) {
        self.key = key
        self.resolver = resolver
        super.init()
    }

    // MARK: Those who want to know

    func subscribe(_ subscriber: ResolutionSubscriber) {
        subscribers.append(subscriber)
        if case .idle = phase { begin() }
    }

    func unsubscribe(_ subscriber: ResolutionSubscriber) {
        subscribers.removeAll { $0 === subscriber }
        if subscribers.isEmpty, waiters.isEmpty { resolver.drop(self) }
    }

    /// What is known, if it is young enough.
    func freshAddress(at now: Milliseconds) -> DNSAddress? {
        guard let lastValid, now < lastValid + resolver.settings.holds.valid else { return nil }
        return nextAddress()
    }

    private func nextAddress() -> DNSAddress? {
        let known = addresses.elements
        guard !known.isEmpty else { return nil }
        turn = (turn &+ 1) % known.count
        return known[turn]
    }

    func wait(_ lookup: NameLookup) {
        waiters.append(lookup)
        if case .idle = phase { begin() }
    }

    // MARK: Asking

    /// Asks now, unless that is under way.
    func hurry() { if case .idle = phase { begin() } }

    private func begin() {
        ask(ResolutionRun(resolver.types(for: key.kind), attempts: resolver.settings.attempts))
    }

    private func ask(_ run: ResolutionRun) {
        var run = run
        stopAsking()
        guard let identifier = resolver.freeIdentifier(for: self) else { return finish(.other) }
        run.asked(resolver.ask(DNSQuestion(key.name, run.type), identifier))
        phase = .asking(run, identifier: identifier)
        resolver.setDeadline(self, after: resolver.settings.answerTime)
    }

    private func stopAsking() {
        if case .asking(_, let identifier) = phase { resolver.release(identifier) }
        phase = .idle
    }

    override func expired() {
        switch phase {
        case .idle:
            if subscribers.isEmpty { resolver.drop(self) } else { begin() }
        case .asking(var run, let identifier):
            for server in run.pending { resolver.servers[server].counters.timeouts &+= 1 }
            let step = run.timedOut()
            phase = .asking(run, identifier: identifier)
            take(step, run)
        }
    }

    private func take(_ step: ResolutionRun.Step, _ run: ResolutionRun) {
        switch step {
        case .wait: break
        case .ask: ask(run)
        case .end(let failure): finish(failure)
        }
    }

    /// The question that an answer must belong to; nil when nothing is asked of this name server any more.
    func question(to server: NameServer) -> DNSQuestion? {
        guard case .asking(let run, _) = phase, run.pending.contains(server.place) else { return nil }
        return DNSQuestion(key.name, run.type)
    }

    func answered(_ answer: DNSAnswer, by server: NameServer) {
        guard case .asking(var run, let identifier) = phase else { return }
        switch answer {
        case .addresses(let found):
            addresses.learn(found, at: resolver.now, obsoleteAfter: resolver.settings.holds.obsolete)
            succeed(by: server)
        case .services(let found):
            places.learn(found.map(\.place), at: resolver.now, obsoleteAfter: resolver.settings.holds.obsolete)
            let kept = Set(places.elements)
            services = services.filter { kept.contains($0.key) }
            for service in found { services[service.place] = service }
            succeed(by: server)
        case .failed(let failure):
            let step = run.failed(failure, from: server.place)
            phase = .asking(run, identifier: identifier)
            take(step, run)
        case .truncated: break
        }
    }

    // MARK: The end of a run

    private func succeed(by server: NameServer) {
        stopAsking()
        lastValid = resolver.now
        for subscriber in subscribers { subscriber.resolved(self, by: server) }
        tellWaiters { nextAddress() }
        resolver.setDeadline(
            self, after: subscribers.isEmpty ? resolver.settings.holds.valid : resolver.settings.interval)
    }

    private func finish(_ failure: DNSFailure) {
        stopAsking()
        let hold = resolver.settings.holds.time(for: failure)
        if lastValid.map({ resolver.now >= $0 + hold }) ?? true {
            addresses.forget()
            places.forget()
            services = [:]
            for subscriber in subscribers { subscriber.failed(failure) }
        }
        tellWaiters { nil }
        guard !subscribers.isEmpty else { return resolver.drop(self) }
        resolver.setDeadline(self, after: resolver.settings.interval)
    }

    private func tellWaiters(_ answer: () -> DNSAddress?) {
        let told = waiters
        waiters = []
        for lookup in told { resolver.tell(lookup, answer()) }
    }

    /// The resolver lets go of it.
    func end() { stopAsking() }
}
