import Memory
import Proxying

extension Command {
    /// `show pools [byname|bysize|byusage] [detailed] [match <pfx>] [<nb>]`
    static let showPools = Command(
        "show pools", arguments: "[by*] [match <pfx>] [nb]", summary: "report information about the memory pools usage"
    ) { request in
        guard let selection = PoolSelection(request.arguments) else {
            return request.refuse(
                "Expects either 'byname', 'bysize', 'byusage', 'match <pfx>', or a max number of output lines.")
        }
        request.api.inquirer.ask({ $0.pools.figures }) { loops in
            request.answer(PoolReport.text(loops, selection))
        }
    }
}

/// Which pools are shown, and in which order.
struct PoolSelection: Equatable {
    enum Order: Equatable { case none, name, size, usage }
    var order = Order.none
    var isDetailed = false
    var prefix = ""
    var limit = Int.max

    init() {}

    /// Nil when a word makes no sense.
    init?(_ words: ArraySlice<String>) {
        var rest = words
        while let word = rest.popFirst() {
            switch word {
            case "byname": order = .name
            case "bysize": order = .size
            case "byusage": order = .usage
            case "detailed": isDetailed = true
            case "match":
                guard let prefix = rest.popFirst() else { return nil }
                self.prefix = prefix
            default:
                guard let limit = Int(word), limit > 0 else { return nil }
                self.limit = limit
            }
        }
    }
}

/// The text of `show pools`.
enum PoolReport {
    static func text(_ loops: [[PoolFigures]], _ selection: PoolSelection) -> String {
        let matching = select(added(loops), selection)
        let shown = matching.prefix(selection.limit)
        let limit = selection.limit == .max ? "" : " (limited to the first \(selection.limit) entries)"
        var text = "Dumping pools usage\(limit). Use SIGQUIT to flush them.\n"
        for pool in shown {
            text += line(pool)
            guard selection.isDetailed else { continue }
            for (index, figures) in loops.enumerated() {
                for part in figures where part.name == pool.name {
                    text +=
                        "      > thread \(index + 1): \(part.allocated) allocated, \(part.used) used, \(part.peak) at most\n"
                }
            }
        }
        let allocated = matching.reduce(0) { $0 + $1.allocated * $1.size }
        let used = matching.reduce(0) { $0 + $1.used * $1.size }
        return text
            + "Total: \(matching.count) pools, \(allocated) bytes allocated, \(used) used (~\(allocated - used) by thread caches).\n"
    }

    /// The figures of the loops' pools of the same name in one, in the order of their first appearance.
    static func added(_ loops: [[PoolFigures]]) -> [PoolFigures] {
        var pools: [PoolFigures] = []
        var places: [String: Int] = [:]
        for figures in loops.joined() {
            if let place = places[figures.name] {
                if pools[place].size == 0 { pools[place].size = figures.size }
                pools[place].add(figures)
            } else {
                places[figures.name] = pools.count
                pools.append(figures)
            }
        }
        return pools
    }

    static func select(_ pools: [PoolFigures], _ selection: PoolSelection) -> [PoolFigures] {
        var shown = pools.filter { $0.name.hasPrefix(selection.prefix) }
        switch selection.order {
        case .none: break
        case .name: shown.sort { $0.name < $1.name }
        case .size: shown.sort { ($1.size, $0.name) < ($0.size, $1.name) }
        case .usage:
            shown = shown.filter { $0.allocated > 0 }
            shown.sort { ($1.allocated * $1.size, $0.name) < ($0.allocated * $0.size, $1.name) }
        }
        return shown
    }

    private static func line(_ pool: PoolFigures) -> String {
        "  - Pool \(pool.name) (\(pool.size) bytes) : \(pool.allocated) allocated (\(pool.allocated * pool.size) bytes), "
            + "\(pool.used) used (~\(pool.allocated - pool.used) by thread caches), peak \(pool.peak), "
            + "\(pool.failures) failures, \(pool.users) users\n"
    }
}
