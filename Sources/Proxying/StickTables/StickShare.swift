import Memory
import Samples
import Transport

/// One loop's share of a backend's `stick` rules: which servers entries mean.
final class StickShare {
    /// A rule whose parts `kept` owns: all loops have them, so that nothing is counted.
    struct Rule {
        fileprivate let expression: Unretained<Expression>
        fileprivate let condition: Unretained<ACLCondition>?
        fileprivate let table: Int

        fileprivate init(_ rule: StickRules.Rule) {
            expression = Unretained(rule.expression)
            condition = Unretained(rule.condition)
            table = rule.table
        }

        fileprivate func applies(_ evaluation: StreamEvaluation) -> Bool {
            evaluation.begin()
            guard let condition else { return true }
            return condition { $0.matches(evaluation) } == .yes
        }
    }

    private let kept: StickRules
    private let matches: ContiguousArray<Rule>
    let requestStores: ContiguousArray<Rule>
    let responseStores: ContiguousArray<Rule>
    private let servers: [ServerState]
    private unowned(unsafe) let context: LoopContext
    /// What the servers are remembered by among a table's texts, by table; found when first needed.
    private var keys: [Int: ContiguousArray<KnownKey>] = [:]

    private struct KnownKey {
        /// Nil where it is the server's name.
        let address: SocketAddress?
        /// 0 while it is not known.
        let number: UInt32

        func number(at current: SocketAddress?) -> UInt32? { number != 0 && address == current ? number : nil }
    }

    /// Nil without rules.
    init?(_ rules: StickRules?, _ servers: [ServerState], _ context: LoopContext) {
        guard let rules else { return nil }
        kept = rules
        matches = ContiguousArray(rules.matches.map { Rule($0) })
        requestStores = ContiguousArray(rules.requestStores.map { Rule($0) })
        responseStores = ContiguousArray(rules.responseStores.map { Rule($0) })
        self.servers = servers
        self.context = context
    }

    /// What an entry says of a server.
    private struct Memory: BitwiseCopyable {
        var identifier: UInt64
        var key: UInt32
    }

    // MARK: Matching

    /// The server that the first rule with an entry for this stream names and that can take it.
    func server(_ evaluation: StreamEvaluation) -> Int? {
        let now = context.tableTime
        for rule in matches where rule.applies(evaluation) {
            guard let table = context.stickTable(rule.table), let value = rule.expression({ $0.evaluate(evaluation) }),
                let memory = memory(of: value, table, evaluation, now),
                let index = index(memory, table, rule.table), isUsable(index)
            else { continue }
            return index
        }
        return nil
    }

    private func isUsable(_ index: Int) -> Bool { servers[index].operation != .stopped }

    private func memory(
        of value: Sample, _ table: Unretained<StickTable>, _ evaluation: StreamEvaluation, _ now: UInt32
    ) -> Memory? {
        table { table in
            StickKey.with(value, table, evaluation) { key in
                table.find(key, now) { shard, place in
                    shard.touch(place.record, now)
                    shard.noteChange(place.record)
                    guard let identifier = shard.value(.serverID, at: place.record, now), identifier > 0 else {
                        return nil
                    }
                    let key = shard.value(.serverKey, at: place.record, now) ?? 0
                    return Memory(identifier: identifier, key: UInt32(truncatingIfNeeded: key))
                }
            }
        }
    }

    /// The server with that name or address, or else with that number.
    private func index(_ memory: Memory, _ table: Unretained<StickTable>, _ number: Int) -> Int? {
        let candidate = index(identifier: memory.identifier)
        guard memory.key != 0 else { return candidate }
        if let candidate, key(of: candidate, table, number) == memory.key { return candidate }
        return servers.indices.first { key(of: $0, table, number) == memory.key } ?? candidate
    }

    private func index(identifier: UInt64) -> Int? {
        // Numbers follow each other unless somebody gives them.
        if let place = Int(exactly: identifier), servers.indices.contains(place - 1),
            servers[place - 1].slot.identifier == place
        {
            return place - 1
        }
        return servers.firstIndex { UInt64(exactly: $0.slot.identifier) == identifier }
    }

    /// The number of what a server is remembered by, among the table's texts.
    private func key(of index: Int, _ table: Unretained<StickTable>, _ number: Int) -> UInt32 {
        let server = servers[index]
        // Addresses may change, names do not.
        let address = table({ $0.settings.serverIdentity == .address }) ? server.address : nil
        if keys[number] == nil {
            keys[number] = ContiguousArray(repeating: KnownKey(address: nil, number: 0), count: servers.count)
        }
        if let known = keys[number]?[index].number(at: address) { return known }
        let fresh = table { $0.texts.number(of: address.map { server.endpointText($0) } ?? server.name) }
        keys[number]?[index] = KnownKey(address: address, number: fresh)
        return fresh
    }

    // MARK: Storing

    private static let maximumStores = 8

    /// Remembers the server that a stream is at: for each table, the key of the first rule that applies.
    func store(_ stores: ContiguousArray<Rule>, _ server: Int, _ evaluation: StreamEvaluation) {
        guard servers.indices.contains(server) else { return }
        let now = context.tableTime
        for rule in stores where !storedTables.contains(rule.table) && rule.applies(evaluation) {
            guard let table = context.stickTable(rule.table), let value = rule.expression({ $0.evaluate(evaluation) })
            else { continue }
            store(value, server, table, rule.table, evaluation, now)
            storedTables.append(rule.table)
            if storedTables.count == StickShare.maximumStores { break }
        }
        storedTables.removeAll(keepingCapacity: true)
    }

    /// Tables that the stores at work have filled.
    private var storedTables: ContiguousArray<Int> = []

    private func store(
        _ value: Sample, _ server: Int, _ table: Unretained<StickTable>, _ number: Int, _ evaluation: StreamEvaluation,
        _ now: UInt32
    ) {
        let identifier = UInt64(max(0, servers[server].slot.identifier))
        let text = UInt64(key(of: server, table, number))
        table { table in
            let _: Void? = StickKey.with(value, table, evaluation) { key in
                table.enter(key, now) { shard, place in
                    shard.touch(place.record, now)
                    shard.set(.serverID, to: identifier, at: place.record, now)
                    shard.set(.serverKey, to: text, at: place.record, now)
                }
            }
        }
    }
}

extension ServerState {
    /// Address and port or a path, as tables remember a server with `srvkey addr`.
    ///
    /// - Parameter address: the server's.
    fileprivate func endpointText(_ address: SocketAddress) -> String {
        guard address.family == .unix, let path else { return "\(address.host):\(address.port)" }
        let text = String(decoding: path.drop { $0 == 0 }, as: UTF8.self)
        return path.first == 0 ? "abns@" + text : text
    }
}
