import Configuration
import Samples

/// Rules once all sections are known.
extension GenerationBuilder {
    func rules(of builder: ProxyBuilder) -> ProxyRules {
        var rules = ProxyRules()
        rules.statistics = builder.settings.statistics.map { StatisticsPage($0, proxy: builder.settings.name) }
        rules.redirect = RuleSet(builder.redirections)
        for kind in RuleSetKind.allCases {
            // HTTP rules of defaults have nothing to do in TCP mode.
            let isIdle = kind.isHTTP && builder.settings.mode == .tcp && !builder.switchesMode
            let lines = (isIdle ? [] : builder.inheritedRules[kind] ?? []) + (builder.ruleLines[kind] ?? [])
            rules[kind] = RuleSet(EarlyHints.joined(lines.compactMap { resolved($0, builder) }))
        }
        rules.buffersRequests = builder.settings.mode == .http && builder.settings.options.contains(.bufferRequest)
        rules.monitorFailures = builder.monitorFailures
        if builder.settings.isFrontend {
            rules.switching = switching(of: builder)
            rules.forcedSwitching = builder.forcedSwitching
        }
        guard builder.settings.isBackend else { return rules }
        rules.servers = serverRules(of: builder)
        rules.sticking = stickRules(of: builder)
        rules.persistence = PersistenceRules(builder.persistenceLines)
        rules.looksAtCookies =
            builder.settings.mode == .http
            && (builder.settings.cookie != nil || builder.settings.options.contains(.checkCache))
        return rules
    }

    /// A rule with its answer from an `http-errors` section.
    private func resolved(_ rule: Rule, _ builder: ProxyBuilder) -> Rule? {
        if let changed = rule.arguments.object as? ChangedPatterns { return rule.with(changed.resolved(in: patterns)) }
        if let named = rule.arguments.object as? NamedLogProfile {
            return logProfile(named: named.word, in: named.line).map { rule.with($0) }
        }
        if let named = rule.arguments.object as? NamedResolvers {
            return lookup(named, of: builder).map { rule.with($0) }
        }
        if let choice = rule.arguments.object as? BandwidthChoice {
            return resolved(choice, builder.settings).map { rule.with($0) }
        }
        if let named = rule.arguments.object as? NamedStickTable { return resolved(rule, named, builder) }
        if let counter = rule.arguments.object as? StickCounterRule { return admits(counter) ? rule : nil }
        guard let named = rule.arguments.object as? NamedReply else { return rule }
        guard let set = errorSets[named.name] else {
            let problem =
                "Proxy '\(builder.settings.name)': unknown http-errors section '\(named.name)' referenced by an http reply"
            refuse(named.line, problem, named.name, among: Array(errorSets.keys))
            return nil
        }
        guard let reply = set[named.status] ?? Replies.standard[named.status] else { return nil }
        var result = Rule(
            run: rule.run, arguments: Action.resolved(named, to: reply), condition: rule.condition,
            isFinal: rule.isFinal)
        result.location = rule.location
        result.endsSet = rule.endsSet
        return result
    }

    private func switching(of builder: ProxyBuilder) -> SwitchingRules? {
        let lines = builder.switchingLines.compactMap { line -> SwitchingRules.Rule? in
            if let format = line.format { return SwitchingRules.Rule(target: .name(format), condition: line.condition) }
            guard let name = line.name, let index = target(builder, named: name, by: "use_backend", line.line) else {
                return nil
            }
            return SwitchingRules.Rule(target: .index(index), condition: line.condition)
        }
        guard builder.switchingLines.contains(where: { $0.format != nil }) else {
            return SwitchingRules(lines, targets: [])
        }
        var backends: [(name: [UInt8], number: Int)] = []
        for (index, proxy) in proxies.enumerated()
        where proxy.settings.isBackend && proxy.settings.mode == builder.settings.mode {
            backends.append((Array(proxy.settings.name.utf8), index))
        }
        return SwitchingRules(lines, targets: backends)
    }

    private func serverRules(of builder: ProxyBuilder) -> SwitchingRules? {
        let names = builder.settings.servers.map(\.name)
        let rules = builder.serverLines.compactMap { line -> SwitchingRules.Rule? in
            if let format = line.format { return SwitchingRules.Rule(target: .name(format), condition: line.condition) }
            guard let name = line.name, let index = names.firstIndex(of: name) else {
                let name = line.name ?? ""
                let problem =
                    "\(builder.settings.kindName) '\(builder.settings.name)' : unable to find server '\(name)' "
                    + "referenced in a 'use-server' rule."
                refuse(line.line, problem, name, among: names)
                return nil
            }
            return SwitchingRules.Rule(target: .index(index), condition: line.condition)
        }
        return SwitchingRules(rules, targets: names.enumerated().map { (Array($1.utf8), $0) })
    }

    // MARK: Names in expressions

    /// Tells the steps of expressions which proxies and servers their arguments name.
    func resolveNames() {
        for pending in expressions.takePending() {
            let name = pending.name.isEmpty ? pending.section : pending.name
            switch pending.kind {
            case .frontend:
                resolve(pending, "proxy", proxies.firstIndex { $0.settings.isFrontend && $0.settings.name == name })
            case .backend: resolve(pending, "backend", backendIndex(named: name))
            case .server: resolveServer(pending)
            case .userList: resolveUserList(pending)
            case .table: resolveTable(pending)
            default: break
            }
        }
    }

    /// Says what of expressions is seldom meant.
    func tellWarnings() {
        for (text, place) in expressions.warnings {
            diagnostics.add(place.line.diagnostic(.warning, text, column: place.word?.column))
        }
    }

    /// Tells expressions which ACLs of their sections they name.
    func resolveConditions() {
        for (condition, place) in expressions.takeConditions() {
            let sections = (proxies + allDefaults).filter { $0.settings.name == place.section }
            var refusal: ConfigurationError?
            let isFound = sections.contains { section in
                do {
                    try condition.resolve(ExpressionParser(expressions, at: place), &section.conditions)
                    return true
                } catch {
                    refusal = refusal ?? error as? ConfigurationError
                    return false
                }
            }
            if isFound { continue }
            diagnostics.add(
                place.line.diagnostic(
                    .alert, "in proxy '\(place.section)': \(refusal?.message ?? "ACLs cannot be named here")",
                    column: place.word?.column, suggestions: refusal?.suggestions ?? []))
        }
    }

    private func resolveUserList(_ pending: ExpressionScope.PendingName) {
        if let index = userLists.firstIndex(where: { $0.name == pending.name }) { return pending.resolve(to: index) }
        let what =
            pending.name.isEmpty
            ? "missing userlist name in" : "unable to find userlist '\(pending.name)' referenced in"
        diagnostics.add(
            pending.line.diagnostic(
                .alert, "\(what) \(pending.description) in proxy '\(pending.section)'.", column: pending.word?.column,
                suggestions: Suggestion.nearest(to: pending.name, among: userLists.map(\.name))))
    }

    private func resolve(_ pending: ExpressionScope.PendingName, _ what: String, _ index: Int?) {
        if let index { return pending.resolve(to: index) }
        let known = proxies.filter { pending.kind == .backend ? $0.settings.isBackend : $0.settings.isFrontend }
        let problem =
            pending.name.isEmpty
            ? "proxy '\(pending.section)', referenced in \(pending.description) in proxy '\(pending.section)', has not "
                + "\(pending.kind == .backend ? "backend" : "frontend") capability."
            : "unable to find \(what) '\(pending.name)' referenced in \(pending.description) in proxy '\(pending.section)'."
        diagnostics.add(
            pending.line.diagnostic(
                .alert, problem, column: pending.word?.column,
                suggestions: Suggestion.nearest(to: pending.name, among: known.map(\.settings.name))))
    }

    /// `<server>` of the own backend or `<backend>/<server>`: the backend's number in the high half, the server's in the low one.
    private func resolveServer(_ pending: ExpressionScope.PendingName) {
        let parts = pending.name.split(separator: "/", maxSplits: 1).map(String.init)
        let backend = parts.count == 2 ? parts[0] : pending.section
        let server = parts.last ?? ""
        guard let index = backendIndex(named: backend) else { return resolve(pending, "backend", nil) }
        guard let place = proxies[index].settings.servers.firstIndex(where: { $0.name == server }) else {
            let problem =
                "unable to find server '\(pending.name)' referenced in \(pending.description) in proxy '\(pending.section)'."
            diagnostics.add(
                pending.line.diagnostic(
                    .alert, problem, column: pending.word?.column,
                    suggestions: Suggestion.nearest(to: server, among: proxies[index].settings.servers.map(\.name))))
            return
        }
        pending.resolve(to: index << 32 | place)
    }
}
