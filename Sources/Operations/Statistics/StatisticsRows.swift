import Memory
import Proxying

/// The rows of `show stat` in the order of the configuration: for each proxy its frontend, listening sockets, servers and
/// backend. Each is made when it is asked for, so that a farm of thousands holds nobody up.
struct StatisticsRows: Sequence, IteratorProtocol {
    private enum Stage {
        case frontend
        case listeners(Int)
        case servers(Int)
        case backend, done
    }

    private let generation: Generation
    private let selection: StatisticsSelection
    private let reports: [LoopReport]
    private var place = 0
    private var stage = Stage.frontend
    private var totals: ProxyTotals

    init(_ generation: Generation, _ reports: [LoopReport], _ selection: StatisticsSelection) {
        self.generation = generation
        self.reports = reports
        self.selection = selection
        totals = ProxyTotals(reports, proxy: 0)
    }

    mutating func next() -> StatisticsRow? {
        while place < generation.proxies.count {
            let proxy = generation.proxies[place]
            if isWanted(proxy), let row = row(of: proxy) { return row }
            place += 1
            stage = .frontend
            totals = ProxyTotals(reports, proxy: place)
        }
        return nil
    }

    private func isWanted(_ proxy: Proxy) -> Bool {
        if proxy.settings.isDisabled { return false }
        if let scope = selection.scope, !scope.contains(proxy.settings.name) { return false }
        return selection.proxy == nil || selection.proxy == proxy.settings.identifier
    }

    /// The next row of a proxy; nil after its last.
    private mutating func row(of proxy: Proxy) -> StatisticsRow? {
        while true {
            switch stage {
            case .frontend:
                stage = .listeners(0)
                if proxy.settings.isFrontend, selection.includes(StatisticsSelection.frontends) {
                    return FrontendRow.make(proxy, totals, generation)
                }
            case .listeners(let index):
                guard proxy.settings.options.contains(.socketStatistics), index < proxy.settings.binds.count else {
                    stage = .servers(0)
                    continue
                }
                stage = .listeners(index + 1)
                guard selection.includes(StatisticsSelection.sockets) else { continue }
                return ListenerRow.make(proxy, index, totals, selection)
            case .servers(let index):
                guard proxy.settings.isBackend, index < proxy.servers.count else {
                    stage = .backend
                    continue
                }
                stage = .servers(index + 1)
                guard selection.includes(StatisticsSelection.servers), selection.includes(server: proxy.servers[index])
                else { continue }
                return ServerRow.make(proxy, index, totals, generation.tracking, selection)
            case .backend:
                stage = .done
                if proxy.settings.isBackend, selection.includes(StatisticsSelection.backends) {
                    let row = BackendRow.make(proxy, totals, generation, selection)
                    if !(selection.onlyUp && row.text(.status) == "DOWN") { return row }
                }
            case .done: return nil
            }
        }
    }
}
