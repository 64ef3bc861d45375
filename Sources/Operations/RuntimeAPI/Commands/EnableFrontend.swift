import Proxying

extension Command {
    /// `enable frontend <frontend>`
    static let enableFrontend = Command(
        "enable frontend", arguments: "<frontend>", summary: "re-enable specific frontend", level: .admin
    ) { request in
        guard let proxy = request.frontend(0) else { return }
        switch proxy.frontendState {
        case .stopped: request.refuse("Frontend was previously shut down, cannot enable.")
        case .open: request.refuse("All sockets are already enabled.")
        case .paused: change(proxy, to: .open, request)
        }
    }

    /// `disable frontend <frontend>`
    static let disableFrontend = Command(
        "disable frontend", arguments: "<frontend>", summary: "temporarily disable specific frontend", level: .admin
    ) { request in
        guard let proxy = request.frontend(0) else { return }
        switch proxy.frontendState {
        case .stopped: request.refuse("Frontend was previously shut down, cannot disable.")
        case .paused: request.refuse("All sockets are already disabled.")
        case .open: change(proxy, to: .paused, request)
        }
    }

    /// `shutdown frontend <frontend>`
    static let shutdownFrontend = Command(
        "shutdown frontend", arguments: "<frontend>", summary: "stop a specific frontend", level: .admin
    ) { request in
        guard let proxy = request.frontend(0) else { return }
        if proxy.frontendState == .stopped { return request.refuse("Frontend was already shut down.") }
        change(proxy, to: .stopped, request)
    }

    private static func change(_ proxy: Proxy, to state: FrontendState, _ request: CommandRequest) {
        proxy.frontendState = state
        request.api.inquirer.ask { loop in
            loop.applyFrontendState(proxy)
            return loop.report(of: proxy.index)
        } then: { (reports: [LoopReport]) in
            log(proxy, state, ProxyTotals(reports, proxy: proxy.index), request.api.context)
            request.finish()
        }
    }

    private static func log(
        _ proxy: Proxy, _ state: FrontendState, _ totals: ProxyTotals, _ context: LoopContext
    ) {
        let name = "\(proxy.settings.kindName) \(proxy.settings.name)"
        switch state {
        case .open: context.log(proxy, .warning, "Resumed \(name).")
        case .paused: context.log(proxy, .warning, "Paused \(name).")
        case .stopped:
            context.logStop(
                of: proxy, frontend: totals.frontends.total { $0.connections },
                backend: totals.backends.total { $0.streams })
        }
    }
}
