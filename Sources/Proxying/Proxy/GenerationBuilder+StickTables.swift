import Configuration
import Samples

/// Tables once all sections are known.
extension GenerationBuilder {
    /// All tables; the place of one in this list is its number.
    private var declaredTables: [StickTableSettings] {
        proxies.compactMap(\.settings.stickTable) + peers.flatMap(\.tables)
    }

    private var tableNames: [String] { declaredTables.map(\.name) }

    /// The number of a table.
    func tableNumber(named name: String) -> Int? { declaredTables.firstIndex { $0.name == name } }

    /// The settings of a table, by its number.
    func tableSettings(_ number: Int) -> StickTableSettings? {
        let tables = declaredTables
        return tables.indices.contains(number) ? tables[number] : nil
    }

    /// Makes the tables, or takes over those that there are already.
    func builtTables() -> [StickTable] {
        // Where nobody says how many threads there are, it is one for each processor.
        let loops = global.settings.threads > 0 ? global.settings.threads : 8
        for table in declaredTables { checkCopy(of: table) }
        return declaredTables.map { stickTables.adopt($0, loops: loops) }
    }

    /// `write-to` needs a table with the same keys.
    private func checkCopy(of table: StickTableSettings) {
        guard let name = table.learner else { return }
        var problem: String?
        if name == table.name {
            problem = "it is the table itself."
        } else if let number = tableNumber(named: name), let copy = tableSettings(number) {
            let isAlike = copy.keyType == table.keyType && copy.keyLength == table.keyLength
            problem = isAlike ? nil : "its keys have another type or length than those of '\(table.name)'."
        } else {
            problem = "there is no such table."
        }
        guard let problem else { return }
        diagnostics.add(
            Diagnostic(
                .alert, "stick-table: '\(name)' cannot be used by 'write-to' : \(problem)", at: table.location,
                suggestions: Suggestion.nearest(to: name, among: tableNames.filter { $0 != table.name })))
    }

    /// `unable to find table 'x' referenced in arg 1 of …`
    func resolveTable(_ pending: ExpressionScope.PendingName) {
        let name = pending.name.isEmpty ? pending.section : pending.name
        if let number = tableNumber(named: name) { return pending.resolve(to: number) }
        diagnostics.add(
            pending.line.diagnostic(
                .alert,
                "unable to find table '\(name)' referenced in \(pending.description) in proxy '\(pending.section)'.",
                column: pending.word?.column, suggestions: Suggestion.nearest(to: name, among: tableNames)))
    }

    /// Tables of `stick` rules keep servers, whatever their lines say.
    func rememberServers() {
        for builder in proxies {
            for line in builder.stickLines {
                storeServers(in: line.table ?? builder.settings.name)
            }
        }
    }

    private func storeServers(in name: String) {
        if let owner = proxies.first(where: { $0.settings.stickTable?.name == name }) {
            owner.settings.stickTable?.storeServers()
        }
        for section in peers {
            for index in section.tables.indices where section.tables[index].name == name {
                section.tables[index].storeServers()
            }
        }
    }

    func stickRules(of builder: ProxyBuilder) -> StickRules? {
        let rules = builder.stickLines.compactMap { line in stickRule(line, builder).map { (line.kind, $0) } }
        return StickRules(
            matches: rules.filter { $0.0 == .match || $0.0 == .on }.map(\.1),
            requestStores: rules.filter { $0.0 == .storeRequest || $0.0 == .on }.map(\.1),
            responseStores: rules.filter { $0.0 == .storeResponse }.map(\.1))
    }

    private func stickRule(_ line: StickLine, _ builder: ProxyBuilder) -> StickRules.Rule? {
        let proxy = builder.settings.name
        let name = line.table ?? proxy
        guard let number = tableNumber(named: name), let table = tableSettings(number) else {
            refuse(line.line, "Proxy '\(proxy)': unable to find stick-table '\(name)'.", name, among: tableNames)
            return nil
        }
        guard line.expression.output.casts(to: table.sampleType) else {
            refuse(
                line.line, "Proxy '\(proxy)': type of fetch not usable with type of stick-table '\(name)'.", name,
                among: [])
            return nil
        }
        return StickRules.Rule(expression: line.expression, condition: line.condition, table: number)
    }

    /// A `track-sc` rule with the number of its table; nil when there is none that it can use.
    func resolved(_ rule: Rule, _ named: NamedStickTable, _ builder: ProxyBuilder) -> Rule? {
        let proxy = builder.settings.name
        let name = named.name ?? proxy
        guard let number = tableNumber(named: name), let table = tableSettings(number) else {
            refuse(
                named.line, "Proxy '\(proxy)': unable to find table '\(name)' referenced by \(named.rule).", name,
                among: tableNames)
            return nil
        }
        guard let type = rule.arguments.expression?.output, type.casts(to: table.sampleType) else {
            refuse(
                named.line,
                "Proxy '\(proxy)': stick-table '\(name)' uses a type incompatible with the '\(named.rule)' rule.",
                name, among: [])
            return nil
        }
        let limit = global.settings.stickCounters
        guard named.counter < limit else {
            refuse(
                named.line, "\(named.counter) track-sc number exceeding \(limit - 1) (tune.stick-counters-1) value.",
                named.rule, among: [])
            return nil
        }
        var result = Rule(
            run: rule.run,
            arguments: RuleArguments(
                expression: rule.arguments.expression, number: Int64(number) << 8 | Int64(named.counter)),
            condition: rule.condition, isFinal: rule.isFinal)
        result.location = rule.location
        return result
    }

    /// Whether the counter of a rule exists.
    func admits(_ counter: StickCounterRule) -> Bool {
        let limit = global.settings.stickCounters
        if counter.counter < limit { return true }
        refuse(
            counter.line,
            "invalid stick table track ID '\(counter.name)'. The max allowed ID is \(limit - 1) (tune.stick-counters).",
            counter.name, among: [])
        return false
    }
}

extension StickTableSettings {
    /// What a key must become.
    var sampleType: SampleType {
        switch keyType ?? .ipv4 {
        case .ipv4: .ipv4
        case .ipv6: .ipv6
        case .integer: .integer
        case .string: .string
        case .binary: .binary
        }
    }
}

/// A table that a rule names while the configuration is read.
final class NamedStickTable: Sendable {
    /// Nil: that of the rule's proxy.
    let name: String?
    let rule: String
    let counter: Int
    let line: ConfigurationLine

    init(_ name: String?, rule: String, counter: Int, _ line: ConfigurationLine) {
        self.name = name
        self.rule = rule
        self.counter = counter
        self.line = line
    }
}
