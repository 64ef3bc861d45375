import Configuration

/// What is wrong with health checks although each line is right.
extension ProxyChecks {
    func checkHealthChecks(_ proxy: ProxyBuilder, _ sections: [String: HealthCheckSection]) {
        let settings = proxy.settings
        for kind in proxy.checks.unusedRules {
            let (rules, option) = kind == .http ? ("http-check", "httpchk") : ("tcp-check", "tcp-check")
            diagnostics.warning(
                "\(settings.kindName) '\(settings.name)' uses \(rules) rules without 'option \(option)', so the rules are "
                    + "ignored.")
        }
        guard settings.isBackend else { return }
        if proxy.checks.isForeignToHTTP {
            for (word, isSet) in [
                ("disable-on-404", proxy.checks.disablesOn404), ("send-state", proxy.checks.sendsState),
            ]
            where isSet {
                diagnostics.warning(
                    "'\(word)' will be ignored for \(settings.kindName) '\(settings.name)' (requires 'option httpchk')."
                )
            }
        }
        checkCommand(proxy)
        let plan = proxy.checks.plan
        for server in settings.servers {
            if server.check.isEnabled { check(server, self.plan(of: server, plan, sections), settings) }
            checkAgent(server, settings)
        }
    }

    /// What an external check needs besides its own words.
    private func checkCommand(_ proxy: ProxyBuilder) {
        guard case .command = proxy.checks.option else { return }
        let subject = "Proxy '\(proxy.settings.name)' : 'option external-check'"
        if !global.allowsCommands { diagnostics.alert("\(subject) unable to find required 'global.external-check'.") }
        if proxy.checks.command.program == nil {
            diagnostics.alert("\(subject) unable to find required 'external-check command'.")
        }
        if !global.allowsProcesses {
            diagnostics.warning(
                "Proxy '\(proxy.settings.name)' : 'insecure-fork-wanted' not enabled in the global section, "
                    + "'option external-check' will fail.")
        }
        checkPlace(proxy, subject)
    }

    /// Below `chroot`, a command is looked for there.
    private func checkPlace(_ proxy: ProxyBuilder, _ subject: String) {
        guard let root, root != "/", let program = proxy.checks.command.program,
            !ExternalCommand(program, path: proxy.checks.command.path).isFound(below: root)
        else { return }
        diagnostics.warning(
            "\(subject) cannot run '\(program)' behind 'chroot \(root)', where there is no such program. Put it there with all "
                + "that it needs, ask agents instead ('agent-check'), or do without 'chroot'.")
    }

    private func plan(
        of server: ServerSettings, _ usual: CheckPlan, _ sections: [String: HealthCheckSection]
    ) -> CheckPlan? {
        guard let name = server.check.sectionName else { return usual }
        if let section = sections[name] { return section.checks.plan }
        refuse(
            "unable to find the healthcheck section '\(name)'.", of: server, suggesting: name,
            among: Array(sections.keys))
        return nil
    }

    private func check(_ server: ServerSettings, _ plan: CheckPlan?, _ settings: ProxySettings) {
        guard let plan else { return }
        let place = "\(settings.kindName) '\(settings.name)': server '\(server.name)'"
        if let kind = server.check.kind, kind != plan.kind {
            diagnostics.alert(
                "\(place) uses an incompatible MUX protocol for the selected check type", at: server.location)
        }
        guard !hasPort(server), !plan.namesEveryPort else { return }
        let more = plan.steps.count > 1 || plan.hasRules ? " nor tcp_check rule 'connect' with port information" : ""
        diagnostics.alert("\(place) has neither service port nor check port\(more).", at: server.location)
    }

    private func hasPort(_ server: ServerSettings) -> Bool {
        // SRV records say the port.
        guard server.address?.isInternet == true, !server.isService else { return true }
        if let port = server.check.port, port > 0 { return true }
        if server.check.address?.fixedPort != nil { return true }
        return server.address?.fixedPort != nil
    }

    private func checkAgent(_ server: ServerSettings, _ settings: ProxySettings) {
        guard server.check.hasAgent, server.check.agentPort == 0 else { return }
        refuse(
            "server \(server.name) does not have agent port. Agent check has been disabled.", of: server,
            in: settings.name)
    }

    private func refuse(
        _ problem: String, of server: ServerSettings, in proxy: String = "", suggesting name: String = "",
        among known: [String] = []
    ) {
        let subject = proxy.isEmpty ? "'server \(server.name)'" : "'server \(proxy)/\(server.name)'"
        diagnostics.add(
            Diagnostic(
                .alert, "\(subject) : \(problem)", at: server.location, form: .bare,
                suggestions: Suggestion.nearest(to: name, among: known)))
    }
}

extension Address {
    /// The port, where it is one and known.
    fileprivate var fixedPort: Int? {
        guard case .fixed(let port) = port, port > 0 else { return nil }
        return port
    }
}
