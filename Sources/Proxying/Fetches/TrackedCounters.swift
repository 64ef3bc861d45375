import Memory
import Samples

/// What is known of the entries that the client is counted in: `sc_…` and `sc0_…` (manual, 7.3.3).
extension SampleFetch {
    static let trackedCounters: [SampleFetch] =
        StickReading.all.flatMap { reading in
            // Those with an index have no short form.
            counters(reading, reading.hasIndex ? [nil] : [0, 1, 2, nil])
        } + clearedElement + [nil, 0, 1, 2].flatMap { trackedFacts($0) }

    /// The one that has a short form in spite of its index.
    private static var clearedElement: [SampleFetch] {
        StickReading.all.filter { $0.name == "clr_gpc" }.flatMap { counters($0, [1]) }
    }

    private static func counters(_ reading: StickReading, _ numbers: [Int?]) -> [SampleFetch] {
        numbers.map { number in
            let first = (reading.hasIndex ? 1 : 0)
            let position = first + (number == nil ? 1 : 0)
            let needed = [ArgumentKind](repeating: .integer, count: position)
            return SampleFetch(
                "sc\(number.map(String.init) ?? "")_\(reading.name)", gives: .integer,
                takes: ArgumentGrammar(needed, optional: [.table]),
                in: reading.operation == .readKilobytes ? .connection : .process, reading.summary
            ) { arguments, evaluation in
                let loops = evaluation.loops
                let index = reading.hasIndex ? Int(truncatingIfNeeded: arguments.integer(0)) : 0
                guard let entry = loops.tracked(number ?? Int(truncatingIfNeeded: arguments.integer(first))) else {
                    return nil
                }
                let now = loops.context.tableTime
                guard arguments.has(position) else {
                    return entry.with { shard, record in reading.run(&shard, record, index, now) }
                }
                return loops.look(for: entry, in: arguments.integer(position)) { table, key in
                    reading.run(table, key, index, now)
                }
            }
        }
    }

    private static func trackedFacts(_ number: Int?) -> [SampleFetch] {
        let prefix = "sc\(number.map(String.init) ?? "")_"
        let position = number == nil ? 1 : 0
        let needed = [ArgumentKind](repeating: .integer, count: position)
        let grammar = ArgumentGrammar(needed, optional: [.table])
        return [
            SampleFetch(
                prefix + "key", gives: .any, takes: ArgumentGrammar(needed), in: .process, "The key of the entry."
            ) { arguments, evaluation in
                evaluation.loops.tracked(number ?? Int(truncatingIfNeeded: arguments.integer(0)))?.key(evaluation)
            },
            SampleFetch(
                prefix + "tracked", gives: .boolean, takes: grammar, in: .process, "Whether the client is counted."
            ) { arguments, evaluation in
                // Whatever table is named, it is the counter that is asked for.
                .boolean(evaluation.loops.tracked(number ?? Int(truncatingIfNeeded: arguments.integer(0))) != nil)
            },
            SampleFetch(
                prefix + "trackers", gives: .integer, takes: grammar, in: .process,
                "How many sessions and streams are counted in the entry."
            ) { arguments, evaluation in
                let entry = evaluation.loops.tracked(number ?? Int(truncatingIfNeeded: arguments.integer(0)))
                guard let entry else { return nil }
                guard arguments.has(position) else {
                    return entry.with { shard, record in .integer(UInt64(shard.users(record))) }
                }
                return .integer(UInt64(evaluation.loops.users(of: entry, in: arguments.integer(position)) ?? 0))
            },
        ]
    }
}

extension TrackedEntry {
    /// The key as a sample, in scratch memory.
    func key(_ evaluation: Evaluation) -> Sample? {
        with { shard, record in StickKey.sample(shard.key(record), shard.layout, evaluation) }
    }
}

extension StreamEvaluation {
    /// Calls `body` with a table and the key of an entry, which may be another table's.
    func look<Result>(for entry: TrackedEntry, in number: Int64, _ body: (StickTable, ByteView) -> Result?) -> Result? {
        guard let table = context.stickTable(Int(truncatingIfNeeded: number)), let key = entry.key(self) else {
            return nil
        }
        return table { table in StickKey.with(key, table, self) { body(table, $0) } }
    }

    /// How many track the entry that a table has for the key of another one; nil when it has none.
    fileprivate func users(of entry: TrackedEntry, in number: Int64) -> UInt32? {
        let now = context.tableTime
        return look(for: entry, in: number) { table, key in
            table.find(key, now) { shard, place in shard.users(place.record) }
        }
    }
}
