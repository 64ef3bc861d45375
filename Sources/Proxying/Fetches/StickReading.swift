import Memory
import Samples

/// What fetches and converters ask of an entry of a table (manual, 7.3): one row makes those of tracked counters (`sc_…`, `sc0_…`), of
/// the client's address (`src_…`) and of any key (`table_…`).
struct StickReading: Sendable {
    enum Operation: Sendable {
        case read
        /// In units of 1024.
        case readKilobytes
        case increment, clear
        /// Counts a connection.
        case countConnection
    }

    /// Behind the prefix.
    let name: String
    let data: StickData
    let operation: Operation
    /// An argument says which element of an array.
    let hasIndex: Bool
    let summary: String
    /// The word of the converter, if it is another one.
    let converterName: String?

    init(
        _ name: String, _ data: StickData, _ summary: String, _ operation: Operation = .read, hasIndex: Bool = false,
        converter: String? = nil
    ) {
        self.name = name
        self.data = data
        self.operation = operation
        self.hasIndex = hasIndex
        self.summary = summary
        converterName = converter
    }

    /// It makes an entry where there is none.
    var changes: Bool {
        switch operation {
        case .read, .readKilobytes: false
        case .increment, .clear, .countConnection: true
        }
    }

    /// Does it; nil where the table does not store such data.
    @inline(__always)
    func run(_ shard: inout StickShard, _ record: Int, _ index: Int, _ now: UInt32) -> Sample? {
        let value: UInt64?
        switch operation {
        case .read: value = shard.element(data, index, at: record, now)
        case .readKilobytes: value = shard.value(data, at: record, now).map { $0 >> 10 }
        case .increment:
            shard.touch(record, now)
            value = shard.increment(data, index, by: 1, at: record, now)
        case .clear:
            shard.touch(record, now)
            value = shard.clearCounter(data, index, at: record, now)
        case .countConnection:
            shard.touch(record, now)
            shard.add(1, to: data, at: record, now)
            value = shard.value(data, at: record, now)
        }
        return value.map { .integer($0) }
    }

    /// Does it in the entry of a key; what is not there counts as nothing.
    func run(_ table: StickTable, _ key: ByteView, _ index: Int, _ now: UInt32) -> Sample? {
        if changes { return table.enter(key, now) { shard, place in run(&shard, place.record, index, now) } }
        var isFound = false
        let value = table.find(key, now) { shard, place in
            isFound = true
            return run(&shard, place.record, index, now)
        }
        return isFound ? value : .integer(0 as Int64)
    }
}

extension StickReading {
    static let all: [StickReading] = counters + general

    private static let counters: [StickReading] = [
        StickReading("bytes_in_rate", .bytesInRate, "Bytes from clients, over the period."),
        StickReading("bytes_out_rate", .bytesOutRate, "Bytes to clients, over the period."),
        StickReading("conn_cnt", .connectionCount, "Connections."),
        StickReading("conn_cur", .currentConnections, "Connections that there are now."),
        StickReading("conn_rate", .connectionRate, "Connections, over the period."),
        StickReading("glitch_cnt", .glitchCount, "Oddities of connections."),
        StickReading("glitch_rate", .glitchRate, "Oddities of connections, over the period."),
        StickReading("http_err_cnt", .errorCount, "Requests that were the client's error."),
        StickReading("http_err_rate", .errorRate, "Requests that were the client's error, over the period."),
        StickReading("http_fail_cnt", .failureCount, "Responses that were the server's failure."),
        StickReading("http_fail_rate", .failureRate, "Responses that were the server's failure, over the period."),
        StickReading("http_req_cnt", .requestCount, "Requests."),
        StickReading("http_req_rate", .requestRate, "Requests, over the period."),
        StickReading("kbytes_in", .bytesInCount, "Bytes from clients, in units of 1024.", .readKilobytes),
        StickReading("kbytes_out", .bytesOutCount, "Bytes to clients, in units of 1024.", .readKilobytes),
        StickReading("sess_cnt", .sessionCount, "Sessions."),
        StickReading("sess_rate", .sessionRate, "Sessions, over the period."),
    ]

    private static let general: [StickReading] = [
        StickReading("get_gpc0", .gpc0, "The first general purpose counter.", converter: "gpc0"),
        StickReading("get_gpc1", .gpc1, "The second general purpose counter.", converter: "gpc1"),
        StickReading("get_gpt0", .gpt0, "The first general purpose tag.", converter: "gpt0"),
        StickReading("get_gpc", .gpc, "A general purpose counter.", hasIndex: true, converter: "gpc"),
        StickReading("get_gpt", .gpt, "A general purpose tag.", hasIndex: true, converter: "gpt"),
        StickReading("gpc0_rate", .gpc0Rate, "How often the first counter grew, over the period."),
        StickReading("gpc1_rate", .gpc1Rate, "How often the second counter grew, over the period."),
        StickReading("gpc_rate", .gpcRate, "How often a counter grew, over the period.", hasIndex: true),
        StickReading("inc_gpc0", .gpc0, "Adds one to the first counter; its new value.", .increment),
        StickReading("inc_gpc1", .gpc1, "Adds one to the second counter; its new value.", .increment),
        StickReading("inc_gpc", .gpc, "Adds one to a counter; its new value.", .increment, hasIndex: true),
        StickReading("clr_gpc0", .gpc0, "Sets the first counter to zero; what it was.", .clear),
        StickReading("clr_gpc1", .gpc1, "Sets the second counter to zero; what it was.", .clear),
        StickReading("clr_gpc", .gpc, "Sets a counter to zero; what it was.", .clear, hasIndex: true),
    ]
}
