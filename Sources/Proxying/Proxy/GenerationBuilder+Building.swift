import Configuration
import HTTP

extension GenerationBuilder {
    /// Resolves what names other things and builds the generation; nil when anything was wrong.
    public func build() -> Generation? {
        completeGlobal()
        completeResolvers()
        ProxyChecks(self).run()
        numberProxies()
        checkUniqueIdentifiers()
        rememberServers()
        let globalTargets = global.settings.logTargets.compactMap { resolved($0) }
        var built: [Proxy] = []
        var costs = CostlyItems(used: expressions.used)
        if proxies.contains(where: \.tracksClients) { costs.insert(.tracking) }
        for (index, builder) in proxies.enumerated() {
            for check in builder.laterChecks { check(self, diagnostics) }
            complete(builder)
            completeFullConnections(builder)
            completeLogServers(builder)
            builder.settings.rules = rules(of: builder)
            let servers = resolve(builder)
            var settings = builder.settings
            settings.servers = []
            let target = settings.isFrontend && !settings.isDisabled ? backend(of: builder) : nil
            let log = logTargets(of: settings.logs, globalTargets)
            if log.isEmpty { warnOfUnusedFormat(settings) }
            built.append(
                Proxy(
                    settings, index: index, defaultBackend: target, servers, logTargets: log, costs: costs))
        }
        let forwards = builtLogForwards(globalTargets)
        let tables = builtTables()
        let sharing = builtPeers(tables, globalTargets)
        completeRings()
        checkRingNames()
        tellWarnings()
        resolveNames()
        resolveConditions()
        patterns.number()
        let userLists = builtUserLists()
        guard !diagnostics.hasAlerts else { return nil }
        return Generation(
            global: global.settings, proxies: built, patterns: patterns, userLists: userLists,
            variables: global.variables, checkSections: checkSections.mapValues(\.checks.plan), rings: rings,
            stickTables: tables, peers: sharing, resolvers: resolvers, nameFamilies: nameFamilies,
            logForwards: forwards, costs: costs, warnings: diagnostics.count(.warning))
    }

    private func completeGlobal() {
        if global.settings.tuning.rewriteReserve > global.settings.tuning.bufferSize / 2 {
            global.settings.tuning.rewriteReserve = global.settings.tuning.bufferSize / 2
        }
        if addressPreference == .none { addressPreference = global.settings.nameFamilies }
    }

    /// Proxies that have no `id` get the free numbers in order; the runtime API counts as a proxy, the first one.
    private func numberProxies() {
        var used = Set(proxies.map(\.settings.identifier))
        var next = 1
        if !global.settings.statisticsSockets.isEmpty {
            while used.contains(next) { next += 1 }
            used.insert(next)
        }
        for proxy in proxies where proxy.settings.identifier == 0 {
            while used.contains(next) { next += 1 }
            used.insert(next)
            proxy.settings.identifier = next
        }
    }

    /// Puts together what several lines say.
    private func complete(_ builder: ProxyBuilder) {
        builder.settings.replies = replies(of: builder)
        builder.settings.checkPlan = builder.checks.plan
        if builder.settings.mode == .http { builder.settings.options.addHTTPDefaults() }
        let cookieLength = global.settings.tuning.cookieLength
        if let cookie = builder.settings.captures.cookie, cookie.limit > cookieLength {
            builder.settings.captures.cookie?.limit = cookieLength
            diagnostics.warning(
                "truncating capture length to \(cookieLength) bytes for proxy '\(builder.settings.name)' "
                    + "(see 'tune.http.cookielen').")
        }
        builder.settings.requestLimits = global.settings.messageLimits
        builder.settings.responseLimits = global.settings.messageLimits
        builder.settings.requestLimits.isRelaxed = builder.settings.options.contains(.relaxedRequests)
        builder.settings.responseLimits.isRelaxed = builder.settings.options.contains(.relaxedResponses)
        if builder.settings.isFrontend, builder.settings.maximumConnections == 0 {
            builder.settings.maximumConnections = proxyMaximumConnections
        }
        let settings = builder.settings
        complete(
            &builder.settings.binds, backlog: settings.backlog > 0 ? settings.backlog : settings.maximumConnections)
        numberBinds(&builder.settings)
    }

    /// What bind lines leave to their section.
    func complete(_ binds: inout [BindSettings], backlog: Int) {
        for index in binds.indices {
            global.settings.unixSockets.apply(to: &binds[index])
            if binds[index].backlog == 0 { binds[index].backlog = backlog }
        }
    }

    private func numberBinds(_ settings: inout ProxySettings) {
        var used = Set(settings.binds.map(\.identifier))
        var next = 1
        for index in settings.binds.indices where settings.binds[index].identifier == 0 {
            while used.contains(next) { next += 1 }
            used.insert(next)
            settings.binds[index].identifier = next
        }
    }

    // MARK: Answers

    private func replies(of builder: ProxyBuilder) -> Replies {
        var replies = Replies()
        for source in builder.replySources {
            switch source {
            case .reply(let status, let reply): replies[status] = reply
            case .section(let name, let statuses, let line):
                guard let set = errorSets[name] else {
                    let problem =
                        "\(builder.settings.kindName) '\(builder.settings.name)': unknown http-errors section '\(name)'"
                    refuse(line, problem, name, among: Array(errorSets.keys))
                    continue
                }
                for status in set.statuses where statuses.isEmpty || statuses.contains(status) {
                    replies[status] = set[status]
                }
            }
        }
        return replies
    }

    func refuse(_ line: ConfigurationLine, _ problem: String, _ name: String, among known: [String]) {
        let column = line.words.first { $0.text == name }?.column
        diagnostics.add(
            line.diagnostic(
                .alert, problem, column: column, suggestions: Suggestion.nearest(to: name, among: known)))
    }

    // MARK: Backends

    /// The backend that a rule names.
    public func backendIndex(named name: String) -> Int? {
        proxies.firstIndex { $0.settings.isBackend && $0.settings.name == name }
    }

    private func backend(of builder: ProxyBuilder) -> Int? {
        let settings = builder.settings
        let usual = settings.defaultBackend.flatMap {
            target(builder, named: $0, by: "default_backend", builder.defaultBackendLine)
        }
        if let usual { return usual }
        guard settings.isBackend else { return nil }
        return proxies.firstIndex { $0 === builder }
    }

    func target(
        _ builder: ProxyBuilder, named name: String, by keyword: String, _ line: ConfigurationLine?
    ) -> Int? {
        let line = line ?? ConfigurationLine(words: [], location: builder.settings.location, sourceText: "")
        guard let index = backendIndex(named: name) else {
            let known = proxies.filter(\.settings.isBackend).map(\.settings.name)
            refuse(
                line, "Proxy '\(builder.settings.name)': unable to find required \(keyword): '\(name)'", name,
                among: known)
            return nil
        }
        let backend = proxies[index].settings
        let frontend = builder.settings
        if proxies[index] === builder {
            refuse(line, "Proxy '\(frontend.name)': loop detected for \(keyword): '\(name)'.", name, among: [])
        } else if frontend.mode != backend.mode, !(frontend.mode == .tcp && backend.mode == .http) {
            let use = keyword == "default_backend" ? "as its default backend" : "in a 'use_backend' rule"
            refuse(
                line,
                "\(frontend.mode.name) \(frontend.kindName) '\(frontend.name)' (\(frontend.location.text)) tries to use "
                    + "incompatible \(backend.mode.name) \(backend.kindName) '\(name)' (\(backend.location.text)) \(use) "
                    + "(see 'mode').", name, among: [])
        }
        return index
    }

    // MARK: Servers

    private func resolve(_ builder: ProxyBuilder) -> [ResolvedServer] {
        var used = Set(builder.settings.servers.map(\.identifier))
        var next = 1
        let saved = savedServers(of: builder.settings)
        return builder.settings.servers.map { server in
            var server = server
            if server.identifier == 0 {
                while used.contains(next) { next += 1 }
                used.insert(next)
                server.identifier = next
            }
            checkResolution(of: server, builder.settings)
            let last = saved?.server(server.name, of: builder.settings.name)
            return ResolvedServer(
                server, address: initialAddress(of: server, builder.settings, last), saved: last)
        }
    }

    /// An address with its name looked up, once for all servers that have it: a template may have a thousand.
    func resolved(_ address: Address) -> Address? {
        guard looksUpNames else { return nil }
        var question = address
        question.port = .none
        question.text = ""
        if knownHosts[question] == nil {
            knownHosts[question] = .some(try? address.resolved(preferring: addressPreference))
        }
        guard let answer = knownHosts[question] ?? nil else { return nil }
        var result = address
        result.family = answer.family
        result.host = answer.host
        return result
    }

    private func initialAddress(
        of server: ServerSettings, _ settings: ProxySettings, _ last: SavedServer?
    ) -> Address? {
        guard let address = server.address else { return nil }
        guard case .name = address.host else { return address }
        // Where an SRV record is, and what it says, only resolvers know.
        if server.isService { return server.initialAddress.contains(.last) ? last?.address(like: address) : nil }
        if server.hostName?.utf8.first == UInt8(ascii: "_"), !server.resolution.hasInitialAddress {
            reportService(server, settings, address)
            return nil
        }
        var hasFailed = false
        for way in server.waysToAddress {
            switch way {
            case .last:
                if let known = last?.address(like: address) { return known }
            case .none:
                if hasFailed { report(.warning, server, settings, address, ending: ", disabling server.") }
                return nil
            case .fixed(var fixed):
                fixed.port = address.port
                return fixed
            case .libc:
                if let resolved = resolved(address) { return resolved }
                hasFailed = true
            }
        }
        if !toleratesUnresolvedServers { report(.alert, server, settings, address, ending: ".") }
        return nil
    }

    private func reportService(_ server: ServerSettings, _ settings: ProxySettings, _ address: Address) {
        diagnostics.add(
            Diagnostic(
                .alert,
                "'server \(settings.name)/\(server.name)' : no method found to resolve address '\(address.text)': the name "
                    + "of a service needs 'resolvers'.", at: server.location, form: .bare))
    }

    private func report(
        _ severity: Diagnostic.Severity, _ server: ServerSettings, _ settings: ProxySettings, _ address: Address,
        ending: String
    ) {
        var host = address.text
        if case .name(let name) = address.host { host = name }
        diagnostics.add(
            Diagnostic(
                severity, "'server \(settings.name)/\(server.name)' : could not resolve address '\(host)'\(ending)",
                at: server.location, form: .bare))
    }
}

extension ServerSettings {
    /// A server whose name is resolved later can start without an address, unless the configuration says otherwise.
    fileprivate var waysToAddress: [InitialAddress] {
        self.resolution.section != nil && !self.resolution.hasInitialAddress
            ? self.initialAddress + [.none] : self.initialAddress
    }
}

extension ProxyMode {
    /// The word behind `mode`.
    public var name: String {
        switch self {
        case .tcp: "tcp"
        case .http: "http"
        case .log: "log"
        }
    }
}

extension SourceLocation {
    /// `file:line`
    var text: String { "\(file):\(line)" }
}
