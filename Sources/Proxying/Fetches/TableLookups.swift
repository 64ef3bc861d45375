import Memory
import Samples

/// What a table knows of the client's address: `src_…`, and how full it is (manual, 7.3.2 and 7.3.3).
extension SampleFetch {
    static let tableLookups: [SampleFetch] =
        StickReading.all.map { ofSource("src_" + $0.name, $0) } + [
            ofSource(
                "src_updt_conn_cnt",
                StickReading(
                    "updt_conn_cnt", .connectionCount, "Counts a connection of the client's address.", .countConnection)
            ),
            ofTable("table_cnt", "Entries of a table.") { .integer($0.count) },
            ofTable("table_avl", "Entries that a table has still room for.") { .integer(max(0, $0.size - $0.count)) },
        ]

    private static func ofSource(_ name: String, _ reading: StickReading) -> SampleFetch {
        let position = reading.hasIndex ? 1 : 0
        return SampleFetch(
            name, gives: .integer, takes: ArgumentGrammar(reading.hasIndex ? [.integer, .table] : [.table]),
            in: .connection, reading.summary
        ) { arguments, evaluation in
            guard let source = evaluation.loops.source.flatMap({ Sample($0) }) else { return nil }
            let index = reading.hasIndex ? Int(truncatingIfNeeded: arguments.integer(0)) : 0
            return evaluation.loops.look(for: source, in: arguments.integer(position)) { table, key, now in
                reading.run(table, key, index, now)
            }
        }
    }

    private static func ofTable(
        _ name: String, _ summary: String, _ find: @escaping @Sendable (StickTable) -> Sample
    ) -> SampleFetch {
        SampleFetch(name, gives: .integer, takes: ArgumentGrammar([.table]), in: .process, summary) {
            arguments, evaluation in
            evaluation.loops.context.stickTable(Int(truncatingIfNeeded: arguments.integer(0)))?(find)
        }
    }
}

/// What a table knows of any key: `table_…` (manual, 7.3.1).
extension Converter {
    static let tableLookups: [Converter] =
        StickReading.all.map(reading) + [
            reading(StickReading("server_id", .serverID, "The number of the server that the key goes to.")),
            lookup("in_table", gives: .boolean, "Whether a table has the key.") {
                $0 != nil ? .boolean(true) : .boolean(false)
            },
            lookup("table_trackers", gives: .integer, "How many sessions and streams are counted in the key's entry.") {
                .integer(UInt64($0?.users ?? 0))
            },
            timed("table_expire", "Milliseconds until the key's entry expires.") { UInt64($0.remaining) },
            timed("table_idle", "Milliseconds since the key's entry was used.") { UInt64($0.idle) },
        ]

    private static func reading(_ reading: StickReading) -> Converter {
        let position = reading.hasIndex ? 1 : 0
        return Converter(
            "table_" + (reading.converterName ?? reading.name), takes: .any, gives: .integer,
            arguments: ArgumentGrammar(reading.hasIndex ? [.integer, .table] : [.table]), reading.summary
        ) { value, arguments, evaluation in
            let index = reading.hasIndex ? Int(truncatingIfNeeded: arguments.integer(0)) : 0
            return evaluation.loops.look(for: value, in: arguments.integer(position)) { table, key, now in
                reading.run(table, key, index, now)
            }
        }
    }

    private static func lookup(
        _ name: String, gives type: SampleType, _ summary: String,
        _ body: @escaping @Sendable (StickTable.EntryFacts?) -> Sample
    ) -> Converter {
        Converter(name, takes: .any, gives: type, arguments: ArgumentGrammar([.table]), summary) {
            value, arguments, evaluation in
            body(evaluation.loops.look(for: value, in: arguments.integer(0)) { $0.facts($1, $2) })
        }
    }

    private static func timed(
        _ name: String, _ summary: String, _ body: @escaping @Sendable (StickTable.EntryFacts) -> UInt64
    ) -> Converter {
        Converter(
            name, takes: .any, gives: .integer, arguments: ArgumentGrammar([.table], optional: [.integer]), summary
        ) { value, arguments, evaluation in
            let facts = evaluation.loops.look(for: value, in: arguments.integer(0)) { $0.facts($1, $2) }
            guard let facts else { return arguments.has(1) ? .integer(arguments.integer(1)) : nil }
            return .integer(body(facts))
        }
    }
}

extension StickTable {
    /// What there is about every entry, whatever its table stores.
    struct EntryFacts {
        let users: UInt32
        /// Milliseconds until it expires, 0 where entries do not, and since it was used.
        let remaining: UInt32
        let idle: UInt32
    }

    func facts(_ key: ByteView, _ now: UInt32) -> EntryFacts? {
        find(key, now) { shard, place in
            let remaining = shard.remaining(place.record, now)
            let lifetime = shard.layout.lifetime
            return EntryFacts(
                users: shard.users(place.record), remaining: remaining,
                idle: lifetime > remaining ? lifetime &- remaining : 0)
        }
    }
}

extension StreamEvaluation {
    /// Calls `body` with a table, the key that a sample is for it, and the time.
    func look<Result>(
        for value: Sample, in number: Int64, _ body: (StickTable, ByteView, UInt32) -> Result?
    ) -> Result? {
        let now = context.tableTime
        return context.stickTable(Int(truncatingIfNeeded: number)).flatMap { table in
            table { table in StickKey.with(value, table, self) { body(table, $0, now) } }
        }
    }
}
