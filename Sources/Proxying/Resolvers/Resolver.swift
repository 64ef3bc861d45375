import DNS
import EventLoop
import Memory

/// A `resolvers` section at work. It lives on the first loop; what it finds goes to servers, which all loops share, and to
/// rules that wait on whatever loop.
public final class Resolver {
    public let settings: ResolversSettings
    public private(set) var servers: [NameServer] = []
    private unowned(unsafe) let context: LoopContext
    private let families: NameFamilies
    private var resolutions: [ResolutionKey: Resolution] = [:]
    /// Questions that are not answered.
    private var queries: [UInt16: Resolution] = [:]
    private var route = (isThere: false, checked: Milliseconds?.none)

    /// Rules let clients say which names are looked up: so many are known or asked for at once, and more find nothing.
    static let mostNames = 16384
    private static let mostQueries = 32768
    /// How long the host's way to IPv6 is taken to be what it was.
    private static let routeTime = Milliseconds.seconds(30)

    init(_ settings: ResolversSettings, _ families: NameFamilies, _ context: LoopContext) {
        self.settings = settings
        self.families = families
        self.context = context
        for (place, server) in settings.nameServers.enumerated() {
            servers.append(NameServer(server, at: place, self, context))
        }
    }

    var now: Milliseconds { context.now }

    func setDeadline(_ resolution: Resolution, after time: Milliseconds) {
        context.loop.setDeadline(resolution, context.now + time)
    }

    func types(for kind: ResolutionKey.Kind) -> [RecordType] {
        switch kind {
        case .services: [.service]
        case .addresses(let prefersIPv4): families.types(preferringIPv4: prefersIPv4, hasRoute: hasRoute())
        }
    }

    private func hasRoute() -> Bool {
        if let checked = route.checked, now < checked + Resolver.routeTime { return route.isThere }
        route = (NameFamilies.hasRoute(), now)
        return route.isThere
    }

    // MARK: Names

    /// Tells a subscriber what a name stands for, as long as it is subscribed.
    func subscribe(_ subscriber: ResolutionSubscriber, to key: ResolutionKey) -> Resolution {
        let resolution = resolution(for: key)
        resolution.subscribe(subscriber)
        return resolution
    }

    private func resolution(for key: ResolutionKey) -> Resolution {
        if let known = resolutions[key] { return known }
        let fresh = Resolution(key, self)
        resolutions[key] = fresh
        context.loop.register(fresh)
        context.resolutions.count(fresh)
        return fresh
    }

    func drop(_ resolution: Resolution) {
        guard resolutions[resolution.key] === resolution else { return }
        resolution.end()
        resolutions.removeValue(forKey: resolution.key)
        context.loop.unregister(resolution)
        context.resolutions.drop()
    }

    /// Looks a name up for a rule. The answer is there at once, or comes by `tell`.
    func lookUp(_ key: ResolutionKey, for lookup: NameLookup) -> NameLookupResult {
        if let known = resolutions[key] {
            if let address = known.freshAddress(at: now) { return .known(address) }
            known.wait(lookup)
            return .pending
        }
        guard resolutions.count < Resolver.mostNames, !servers.isEmpty else { return .unknown }
        resolution(for: key).wait(lookup)
        return .pending
    }

    func tell(_ lookup: NameLookup, _ address: DNSAddress?) { context.tell(lookup, address) }

    // MARK: Queries

    /// A number that no open question has, and that nobody outside can guess.
    func freeIdentifier(for resolution: Resolution) -> UInt16? {
        guard queries.count < Resolver.mostQueries else { return nil }
        var identifier = UInt16.random(in: 0...UInt16.max)
        while queries[identifier] != nil { identifier &+= 1 }
        queries[identifier] = resolution
        return identifier
    }

    func release(_ identifier: UInt16) { queries.removeValue(forKey: identifier) }

    /// Asks all name servers; those that the question went to.
    func ask(_ question: DNSQuestion, _ identifier: UInt16) -> Set<Int> {
        let query = question.message(identifier: identifier, payloadSize: settings.payloadSize)
        return Set(servers.filter { $0.ask(query) }.map(\.place))
    }

    func received(_ message: ByteView, from server: NameServer, onStream: Bool) {
        guard onStream || message.count <= Int(settings.payloadSize) else {
            server.counters.tooBig &+= 1
            return
        }
        guard let identifier = DNSMessage.identifier(of: message), let resolution = queries[identifier],
            let question = resolution.question(to: server)
        else {
            server.counters.outdated &+= 1
            return
        }
        let answer = DNSAnswer(message, to: question)
        server.counters.count(answer)
        guard answer == .truncated else { return resolution.answered(answer, by: server) }
        let query = question.message(identifier: identifier, payloadSize: settings.payloadSize)
        if onStream || !server.askAgain(query) { resolution.answered(.failed(.other), by: server) }
    }
}

/// What is known of a name when a rule asks.
enum NameLookupResult: Sendable {
    case known(DNSAddress)
    /// The answer comes later.
    case pending
    /// No answer will come.
    case unknown
}
