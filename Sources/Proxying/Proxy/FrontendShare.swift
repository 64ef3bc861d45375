import HTTP
import Memory
import Transport

/// One loop's share of a frontend: the settings that every request needs, copied, and the counters.
public final class FrontendShare {
    public let proxy: Proxy
    let mode: ProxyMode
    let timeouts: Timeouts
    let options: ProxyOptions
    let persistence: PersistenceMode
    let requestLimits: H1Limits
    let forwardedFor: AddressHeader?
    let originalTo: AddressHeader?
    let rules: [RequestRule]
    let monitorURI: [UInt8]?
    var counters = FrontendCounters()
    var isStopping = false
    /// Where streams go that no rule sends elsewhere.
    var defaultBackend: BackendShare?
    private let replies: Replies
    /// Of its sockets; a session keeps an index. The first is for sockets that say nothing of their own.
    private(set) var listenerTraits: ContiguousArray<ListenerTraits> = [.usual]

    init(_ proxy: Proxy) {
        let settings = proxy.settings
        self.proxy = proxy
        mode = settings.mode
        timeouts = settings.timeouts
        options = settings.options
        persistence = settings.persistence
        requestLimits = settings.requestLimits
        forwardedFor = settings.forwardedFor
        originalTo = settings.originalTo
        rules = settings.requestRules
        monitorURI = settings.monitorURI
        replies = settings.replies
    }

    func reply(_ status: UInt16) -> Reply? { replies[status] }

    /// Socket options that clients' connections get (`clitcpka`, `nolinger`).
    func prepare(_ connection: Connection) {
        guard !options.isDisjoint(with: [.clientKeepAlive, .noLinger]) else { return }
        if options.contains(.clientKeepAlive) { connection.enableKeepAlive(proxy.settings.keepAliveProbes.client) }
        if options.contains(.noLinger) { connection.resetAtClose() }
    }

    /// The place of a socket's traits; nil when there are too many.
    func keep(_ traits: ListenerTraits) -> UInt16? {
        if traits.isUsual { return 0 }
        guard let place = UInt16(exactly: listenerTraits.count) else { return nil }
        listenerTraits.append(traits)
        return place
    }

    func sessionEnded() { counters.currentSessions -= 1 }
}
