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
    let rules: RequestRules
    let monitorURI: [UInt8]?
    var counters = FrontendCounters()
    var isStopping = false
    /// Where streams go that no rule sends elsewhere.
    var defaultBackend: BackendShare?
    /// The last one on this loop.
    var invalidRequest: InvalidMessage?
    private let replies: Replies

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

    func sessionEnded() { counters.currentSessions -= 1 }
}
