/// Items of expressions and log formats that cost something on every stream or connection: only configurations that use them pay.
public struct CostlyItems: OptionSet, Sendable {
    public let rawValue: UInt16
    public init(rawValue: UInt16) { self.rawValue = rawValue }

    /// The first line of a request, after the request is gone.
    static let requestLine = CostlyItems(rawValue: 1)
    /// The addresses of a server's connection, after it is gone.
    static let serverAddresses = CostlyItems(rawValue: 2)
    /// Connections and requests per second of a frontend, of all loops.
    static let frontendRates = CostlyItems(rawValue: 4)
    /// Streams of a backend, of all loops.
    static let backendStreams = CostlyItems(rawValue: 8)
    /// Streams per second of a server, of all loops.
    static let serverRates = CostlyItems(rawValue: 16)
    /// Connections of each listening socket.
    static let socketConnections = CostlyItems(rawValue: 32)

    /// The rule that ended its set.
    static let lastRule = CostlyItems(rawValue: 64)
    /// Rules let streams or sessions be counted in tables.
    static let tracking = CostlyItems(rawValue: 128)

    /// The time for which a stream is worked on.
    static let streamMeasures = CostlyItems(rawValue: 256)

    private static let words: [(CostlyItems, Set<String>)] = [
        (
            .requestLine,
            [
                "%r", "%HM", "%HU", "%HP", "%HPO", "%HQ", "%HV", "capture.req.method", "capture.req.uri",
                "capture.req.ver",
            ]
        ),
        (.serverAddresses, ["%bi", "%bp", "bc_src", "bc_src_port", "bc_dst", "bc_dst_port"]),
        (.frontendRates, ["fe_req_rate", "fe_sess_rate"]),
        (.backendStreams, ["%bc", "be_conn", "be_sess_rate"]),
        (.serverRates, ["srv_sess_rate"]),
        (.socketConnections, ["dst_conn"]),
        (.streamMeasures, ["cpu_calls", "cpu_ns_avg", "cpu_ns_tot", "lat_ns_avg", "lat_ns_tot"]),
        (.lastRule, ["last_rule_file", "last_rule_line", "last_entity"]),
    ]

    /// - Parameter used: words of fetches, and of items of formats behind a `%`.
    init(used: Set<String>) {
        self = Self.words.reduce(into: []) { result, entry in
            if !entry.1.isDisjoint(with: used) { result.insert(entry.0) }
        }
    }
}
