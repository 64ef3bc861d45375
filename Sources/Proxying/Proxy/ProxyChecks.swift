import Balancing
import Configuration
import Memory

/// What is wrong with proxies although each of their lines is right: duplicates, missing time-outs, words that need
/// another mode.
struct ProxyChecks {
    let proxies: [ProxyBuilder]
    let diagnostics: Diagnostics
    private let threads: Int
    /// Whether the process has a description.
    private let isDescribed: Bool
    private let groups: ThreadGroups
    /// What the `global` sections say of checks.
    let global: GlobalCheckSettings
    /// `chroot`; nil for none.
    let root: String?
    private let checkSections: [String: HealthCheckSection]

    init(_ builder: GenerationBuilder) {
        proxies = builder.proxies
        diagnostics = builder.diagnostics
        threads = builder.global.settings.threads
        isDescribed = builder.global.settings.description != nil
        groups = builder.global.settings.threadGroups
        checkSections = builder.checkSections
        global = builder.global.settings.checks
        root = builder.global.settings.root
    }

    func run() {
        checkIdentifiers()
        let left = groups.unassigned(threads: threads)
        if left > 0 {
            diagnostics.alert(
                "Remaining unassigned threads found (\(left)) because all groups are in use. Please increase "
                    + "'thread-groups', reduce 'nbthread' or extend the 'thread-group' enumerations.")
        }
        if threads > 0, groups.isCounted, groups.count > threads {
            diagnostics.alert(
                "More unassigned thread-groups (\(groups.count)) than threads (\(threads)). Please reduce "
                    + "'thread-groups'.")
        }
        for proxy in proxies where !proxy.settings.isDisabled {
            checkListeners(proxy.settings)
            checkServers(proxy.settings)
            checkHealth(proxy)
            checkMode(proxy)
            checkProtocols(proxy)
            checkLogBackend(proxy)
            checkLogs(proxy)
            checkStatistics(proxy.settings)
            checkBalance(proxy)
            checkHealthChecks(proxy, checkSections)
            checkTimeouts(proxy.settings)
        }
    }

    private func warn(_ message: String) { diagnostics.warning(message) }

    // MARK: Numbers and names

    private func checkIdentifiers() {
        var seen: [Int: ProxySettings] = [:]
        for proxy in proxies.map(\.settings) where proxy.identifier > 0 {
            if let other = seen[proxy.identifier] {
                diagnostics.alert(
                    "\(proxy.kindName) \(proxy.name) reuses same custom id as \(other.kindName) \(other.name) "
                        + "(declared at \(other.location.text)).", at: proxy.location)
            }
            seen[proxy.identifier] = seen[proxy.identifier] ?? proxy
        }
    }

    private func checkListeners(_ settings: ProxySettings) {
        guard settings.isFrontend else { return }
        if settings.binds.isEmpty {
            warn(
                "\(settings.kindName) '\(settings.name)' has no 'bind' directive. Please declare it as a backend if this was intended."
            )
        }
        var seen: [Int: BindSettings] = [:]
        for bind in settings.binds {
            checkThreads(bind)
            guard bind.identifier > 0 else { continue }
            if let other = seen[bind.identifier], other.location != bind.location {
                diagnostics.alert(
                    "'bind \(bind.address.text)' : 'id' : custom id \(bind.identifier) already used at "
                        + "\(other.location.text) ('bind \(other.address.text)')", at: bind.location)
            }
            seen[bind.identifier] = bind
        }
    }

    private func checkThreads(_ bind: BindSettings) {
        if let group = bind.threads.groups.first(where: { !(1...groups.count).contains($0) }) {
            diagnostics.alert(
                "'bind \(bind.address.text)' : thread-group number must be between 1 and \(groups.count) (was \(group)).",
                at: bind.location)
        } else if threads > 0, bind.threads.loops(of: threads, groups).isEmpty {
            diagnostics.alert(
                "'bind \(bind.address.text)' : 'thread' names no thread of the \(threads) there are.", at: bind.location
            )
        }
    }

    /// Data that went with a connection's first packet is lost when the connection fails.
    private func checkFastOpen(_ server: ServerSettings, _ settings: ProxySettings) {
        let causes: RetryCauses = [.connectionFailure, .emptyResponse, .responseTimeout]
        guard server.fastOpen, settings.retries == 0 || !settings.retryOn.isSuperset(of: causes) else { return }
        diagnostics.add(
            Diagnostic(
                .warning,
                "'server \(settings.name)/\(server.name)' : server has tfo activated, the backend should be configured with "
                    + "at least 'conn-failure', 'empty-response' and 'response-timeout' or we wouldn't be able to retry the "
                    + "connection on failure.", at: server.location, form: .bare))
    }

    private func checkServers(_ settings: ProxySettings) {
        var names: [String: ServerSettings] = [:]
        var identifiers: [Int: ServerSettings] = [:]
        for server in settings.servers {
            checkFastOpen(server, settings)
            if let other = names[server.name] {
                diagnostics.alert(
                    "\(settings.kindName) '\(settings.name)', another server named '\(server.name)' was already defined "
                        + "at line \(other.location.line), please use distinct names.", at: server.location)
            }
            names[server.name] = names[server.name] ?? server
            guard server.identifier > 0 else { continue }
            if let other = identifiers[server.identifier] {
                diagnostics.add(
                    Diagnostic(
                        .alert,
                        "'server \(settings.name)/\(server.name)' : 'id' : custom id \(server.identifier) already used at "
                            + "\(other.location.text) ('server \(other.name)').", at: server.location, form: .bare))
            }
            identifiers[server.identifier] = identifiers[server.identifier] ?? server
        }
    }

    // MARK: Modes

    private func checkMode(_ proxy: ProxyBuilder) {
        let settings = proxy.settings
        guard settings.mode == .tcp, !proxy.switchesMode else { return }
        let kind = "\(settings.kindName) '\(settings.name)'"
        if settings.monitorURI != nil, settings.isFrontend {
            warn("monitor-uri will be ignored for \(kind) (needs 'mode http').")
            proxy.settings.monitorURI = nil
        }
        if settings.statistics != nil {
            warn("'stats' statement ignored for \(kind) as it requires HTTP mode.")
            proxy.settings.statistics = nil
        }
        for set in [RuleSetKind.httpRequest, .httpResponse, .httpAfterResponse] where proxy.ruleLines[set] != nil {
            warn("'\(set.words)' rules ignored for \(kind) as they require HTTP mode.")
            proxy.ruleLines[set] = nil
        }
        if !proxy.redirections.isEmpty {
            warn("'redirect' rules ignored for \(kind) as they require HTTP mode.")
            proxy.redirections = []
        }
        if settings.cookie != nil, settings.isBackend {
            warn("cookie will be ignored for \(kind) (needs 'mode http').")
            proxy.settings.cookie = nil
        }
        checkServersWithoutHTTP(settings)
        if settings.captures.cookie != nil, settings.isFrontend {
            warn("'capture' statement ignored for \(kind) as it requires HTTP mode.")
        }
        if settings.forwardedFor != nil {
            warn("'option forwardfor' ignored for \(kind) as it requires HTTP mode.")
            proxy.settings.forwardedFor = nil
        }
        if settings.originalTo != nil {
            warn("'option originalto' ignored for \(kind) as it requires HTTP mode.")
            proxy.settings.originalTo = nil
        }
        if settings.forwarded != nil {
            warn("'option forwarded' ignored for \(kind) as it requires HTTP mode.")
            proxy.settings.forwarded = nil
        }
    }

    /// Words of server lines that speak of requests.
    private func checkServersWithoutHTTP(_ settings: ProxySettings) {
        let kind = "\(settings.kindName) '\(settings.name)'"
        for server in settings.servers {
            if server.cookie != nil {
                warn("\(kind) : ignoring cookie for server '\(server.name)' as HTTP mode is disabled.")
            }
            if server.redirection != nil {
                diagnostics.add(
                    Diagnostic(
                        .alert,
                        "'server \(settings.name)/\(server.name)' : server cannot have cookie or redirect prefix in "
                            + "non-HTTP mode.", at: server.location, form: .bare))
            }
        }
    }

    private func checkStatistics(_ settings: ProxySettings) {
        if let page = settings.statistics, page.showsDescription, page.description == nil, !isDescribed {
            warn("'stats show-desc' requires a parameter or 'description' to be set in the global section.")
        }
        guard let page = settings.statistics, !page.rules.isEmpty, !page.users.isEmpty || page.realm != nil else {
            return
        }
        diagnostics.add(
            Diagnostic(
                .alert,
                "\(settings.kindName) '\(settings.name)': stats 'auth'/'realm' and 'http-request' can't be used at the "
                    + "same time.", at: settings.location, form: .bare))
    }

    private func checkBalance(_ proxy: ProxyBuilder) {
        let settings = proxy.settings
        guard settings.isBackend else { return }
        let kind = "\(settings.kindName) '\(settings.name)'"
        if settings.mode == .tcp, settings.balance.algorithm == .hash, settings.balanceKey.needsHTTP {
            warn("Layer 7 hash not possible for \(kind) (needs 'mode http'). Falling back to round robin.")
            proxy.settings.balance.algorithm = .roundRobin
            proxy.settings.balanceKey = .none
        }
        if settings.dispatch != nil, proxy.hasBalance || !settings.servers.isEmpty {
            warn("dispatch address of \(kind) will be ignored in balance mode.")
            proxy.settings.dispatch = nil
        }
    }

    // MARK: Time-outs

    private func checkTimeouts(_ settings: ProxySettings) {
        let lacksClient = settings.isFrontend && settings.timeouts.client == .never
        let connects =
            settings.isBackend && (settings.servers.contains { !$0.takesDatagrams } || settings.dispatch != nil)
        let lacksServer = connects && (settings.timeouts.connect == .never || settings.timeouts.server == .never)
        guard lacksClient || lacksServer else { return }
        warn(
            """
            missing timeouts for \(settings.kindName) '\(settings.name)'.
               | While not properly invalid, you will certainly encounter various problems
               | with such a configuration. To fix this, please ensure that all following
               | timeouts are set to a non-zero value: 'client', 'connect', 'server'.
            """)
    }
}
