import Proxying

/// What the form of a statistics page asks for: an action, and the servers of a backend that it is for.
struct PageForm {
    /// What servers can be told, in the words of the form.
    enum Action: String, CaseIterable {
        case ready, drain
        case maintenance = "maint"
        case disableChecks = "dhlth"
        case enableChecks = "ehlth"
        case forceRunning = "hrunn"
        case forceStopping = "hnolb"
        case forceStopped = "hdown"
        case disableAgent = "dagent"
        case enableAgent = "eagent"
        case forceAgentRunning = "arunn"
        case forceAgentStopped = "adown"
        case shutDown = "shutdown"
        // What older pages called them.
        case stop, disable, enable
    }

    private var action: String?
    private var backend: String?
    private var servers: [String] = []

    /// - Parameter body: `s=a&s=b&action=drain&b=%233`
    init(_ body: [UInt8]) {
        for field in body.split(separator: UInt8(ascii: "&")) {
            let parts = field.split(separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
            guard parts.count == 2 else { continue }
            let value = PageForm.decoded(parts[1])
            switch String(decoding: parts[0], as: UTF8.self) {
            case "action": action = value
            case "b": backend = value
            case "s": servers.append(value)
            default: continue
            }
        }
    }

    /// Does it; the code of what came of it.
    ///
    /// - Parameter shutDown: ends the streams of some servers of a proxy, by their places.
    func apply(
        _ page: StatisticsPage, _ proxies: [Proxy], _ context: LoopContext, shutDown: (Int, Set<Int>) -> Void
    ) -> StaticString {
        guard let backend, let action, !action.isEmpty else { return backend == nil && action == nil ? "NONE" : "ERRP" }
        guard let action = Action(rawValue: action), let proxy = PageForm.proxy(backend, proxies) else { return "ERRP" }
        guard page.shows(proxy) else { return "DENY" }
        guard !servers.isEmpty else { return "NONE" }
        let places = servers.compactMap { name in proxy.servers.firstIndex { $0.name == name } }
        guard !places.isEmpty else { return "ERRP" }
        var changed = 0
        for place in places where PageForm.apply(action, to: proxy.servers[place], of: proxy, context) { changed += 1 }
        if action == .shutDown { shutDown(proxy.index, Set(places)) }
        if places.count < servers.count { return "PART" }
        return changed == 0 ? "NONE" : "DONE"
    }

    /// Whether the server can be told so.
    private static func apply(
        _ action: Action, to server: ServerState, of backend: Proxy, _ context: LoopContext
    ) -> Bool {
        switch action {
        case .ready: context.change(server, backend) { $0.administer(.ready) }
        case .drain, .stop: context.change(server, backend) { $0.administer(.drain) }
        case .maintenance, .disable: context.change(server, backend) { $0.administer(.maintenance) }
        case .enable: context.change(server, backend) { $0.leaveMaintenance() }
        case .forceRunning: context.change(server, backend) { $0.force(.running) }
        case .forceStopping: context.change(server, backend) { $0.force(.stopping) }
        case .forceStopped: context.change(server, backend) { $0.force(.stopped) }
        case .shutDown: return true
        // Only a server with checks has any to turn off.
        case .disableChecks: return turn(server.checkRecord, on: false)
        case .enableChecks: return turn(server.checkRecord, on: true)
        case .disableAgent: return turn(server.agentRecord, on: false)
        case .enableAgent: return turn(server.agentRecord, on: true)
        case .forceAgentRunning, .forceAgentStopped:
            guard server.agentRecord?.isEnabled == true else { return false }
            context.change(server, backend) { $0.forceAgent(isUp: action == .forceAgentRunning) }
        }
        return true
    }

    private static func turn(_ record: CheckRecord?, on isOn: Bool) -> Bool {
        guard let record, record.isEnabled != isOn else { return false }
        record.isEnabled = isOn
        return true
    }

    /// A backend by `#` and its number, or by its name.
    private static func proxy(_ text: String, _ proxies: [Proxy]) -> Proxy? {
        let backends = proxies.filter(\.settings.isBackend)
        guard text.hasPrefix("#") else { return backends.first { $0.settings.name == text } }
        let number = Int(text.dropFirst())
        return backends.first { $0.settings.identifier == number }
    }

    /// Without `+` and `%XX`.
    private static func decoded(_ bytes: ArraySlice<UInt8>) -> String {
        var result: [UInt8] = []
        var rest = bytes
        while let byte = rest.popFirst() {
            let digits = rest.prefix(2)
            let isEscape = byte == UInt8(ascii: "%") && digits.count == 2 && digits.first != UInt8(ascii: "+")
            if isEscape, let value = UInt8(String(decoding: digits, as: UTF8.self), radix: 16) {
                rest = rest.dropFirst(2)
                result.append(value)
            } else {
                result.append(byte == UInt8(ascii: "+") ? 32 : byte)
            }
        }
        return String(decoding: result, as: UTF8.self)
    }
}

extension StatisticsPage {
    /// Whether a proxy is in the page's scope.
    func shows(_ proxy: Proxy) -> Bool {
        settings.scopes.isEmpty
            || settings.scopes.contains { $0 == "." ? self.proxy == proxy.settings.name : $0 == proxy.settings.name }
    }
}

extension LoopContext {
    fileprivate func change(
        _ server: ServerState, _ backend: Proxy, _ body: @escaping @Sendable (ServerState) -> Void
    ) {
        change(server, of: backend, saying: "changed from Web interface", body)
    }
}
