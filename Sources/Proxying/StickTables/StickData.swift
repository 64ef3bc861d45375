/// What a table can keep with a key (manual, 11.1). The numbers are those of the peers' protocol, and the order in which
/// `show table` lists them.
public enum StickData: UInt8, Sendable, CaseIterable {
    case serverID, gpt0, gpc0, gpc0Rate, connectionCount, connectionRate, currentConnections, sessionCount, sessionRate
    case requestCount, requestRate, errorCount, errorRate, bytesInCount, bytesInRate, bytesOutCount, bytesOutRate
    case gpc1, gpc1Rate, serverKey, failureCount, failureRate, gpt, gpc, gpcRate, glitchCount, glitchRate

    /// How a value lies in an entry.
    enum Form: Sendable {
        /// A number of 32 bits.
        case counter
        /// A number of 64 bits.
        case wideCounter
        /// Events of a period: when it began, those of it, and those of the one before.
        case rate
        /// A number that stands for a text of the table's.
        case text

        /// Bytes of an element.
        var size: Int {
            switch self {
            case .counter, .text: 4
            case .wideCounter: 8
            case .rate: 12
            }
        }
    }

    var form: Form {
        switch self {
        case .gpc0Rate, .connectionRate, .sessionRate, .requestRate, .errorRate, .bytesInRate, .bytesOutRate, .gpc1Rate,
            .failureRate, .gpcRate, .glitchRate:
            .rate
        case .bytesInCount, .bytesOutCount: .wideCounter
        case .serverKey: .text
        default: .counter
        }
    }

    /// It has several elements.
    public var isArray: Bool { self == .gpt || self == .gpc || self == .gpcRate }

    /// The word behind `store`.
    public var word: String {
        switch self {
        case .serverID: "server_id"
        case .gpt0: "gpt0"
        case .gpc0: "gpc0"
        case .gpc0Rate: "gpc0_rate"
        case .connectionCount: "conn_cnt"
        case .connectionRate: "conn_rate"
        case .currentConnections: "conn_cur"
        case .sessionCount: "sess_cnt"
        case .sessionRate: "sess_rate"
        case .requestCount: "http_req_cnt"
        case .requestRate: "http_req_rate"
        case .errorCount: "http_err_cnt"
        case .errorRate: "http_err_rate"
        case .bytesInCount: "bytes_in_cnt"
        case .bytesInRate: "bytes_in_rate"
        case .bytesOutCount: "bytes_out_cnt"
        case .bytesOutRate: "bytes_out_rate"
        case .gpc1: "gpc1"
        case .gpc1Rate: "gpc1_rate"
        case .serverKey: "server_key"
        case .failureCount: "http_fail_cnt"
        case .failureRate: "http_fail_rate"
        case .gpt: "gpt"
        case .gpc: "gpc"
        case .gpcRate: "gpc_rate"
        case .glitchCount: "glitch_cnt"
        case .glitchRate: "glitch_rate"
        }
    }

    /// The name of one element of an array: `gpc3_rate`.
    func word(of index: Int) -> String {
        switch self {
        case .gpt: "gpt\(index)"
        case .gpc: "gpc\(index)"
        case .gpcRate: "gpc\(index)_rate"
        default: word
        }
    }

    public init?(word: String) {
        guard let found = StickData.allCases.first(where: { $0.word == word }) else { return nil }
        self = found
    }
}
