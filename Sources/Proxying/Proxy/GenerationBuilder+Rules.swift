import Configuration
import Samples

/// Rules once all sections are known.
extension GenerationBuilder {
    func rules(of builder: ProxyBuilder) -> ProxyRules {
        var rules = ProxyRules()
        rules.statistics = builder.settings.statistics.map { StatisticsPage($0, proxy: builder.settings.name) }
        rules.redirect = RuleSet(builder.redirections)
        for (kind, lines) in builder.ruleLines {
            rules[kind] = RuleSet(EarlyHints.joined(lines.compactMap { resolved($0, builder) }))
        }
        if builder.settings.isFrontend { rules.switching = switching(of: builder) }
        return rules
    }

    /// A rule with its answer from an `http-errors` section.
    private func resolved(_ rule: Rule, _ builder: ProxyBuilder) -> Rule? {
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
            // A rule with a disabled backend is left out (manual, 4.2 `use_backend`).
            if proxies[index].settings.isDisabled { return nil }
            return SwitchingRules.Rule(target: .backend(index), condition: line.condition)
        }
        guard builder.switchingLines.contains(where: { $0.format != nil }) else {
            return SwitchingRules(lines, backends: [:])
        }
        var backends: [[UInt8]: Int] = [:]
        for (index, proxy) in proxies.enumerated()
        where proxy.settings.isBackend && !proxy.settings.isDisabled && proxy.settings.mode == builder.settings.mode {
            backends[Array(proxy.settings.name.utf8)] = index
        }
        return SwitchingRules(lines, backends: backends)
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
            default: break
            }
        }
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
