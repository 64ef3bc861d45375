import Proxying

extension Command {
    /// `show stat [domain <resolvers|proxy>] [{<iid>|<proxy>} <type> <sid>] [typed|json] [desc] [up|no-maint]`
    static let showStat = Command(
        "show stat", arguments: "[desc|json|no-maint|typed|up]*", summary: "report counters for each proxy and server"
    ) { request in
        var words = request.arguments
        if words.first == "domain" {
            words = words.dropFirst()
            let domain = words.popFirst() ?? ""
            if domain == "resolvers" {
                return ResolverStatistics.answer(request, words)
            }
            guard domain == "proxy" else { return request.refuse("Invalid statistics domain.") }
        }
        var selection = StatisticsSelection()
        selection.showsDetails = request.session.map { $0.level >= .operatorLevel } ?? false
        guard select(&selection, &words, request.generation) else { return request.refuse("No such proxy.") }
        var format = StatisticsFormat.csv
        let describes = words.contains("desc")
        for word in words {
            switch word {
            case "typed": format = .typed(describes: describes)
            case "json": format = .json
            case "up": selection.onlyUp = true
            case "no-maint": selection.hidesMaintenance = true
            default: continue
            }
        }
        let generation = request.generation
        let wanted = selection.proxy.flatMap { identifier in
            generation.proxies.firstIndex { $0.settings.identifier == identifier }
        }
        request.api.inquirer.ask({ $0.report(of: wanted) }) { reports in
            request.answer(format.source(StatisticsRows(generation, reports, selection)))
        }
    }

    /// Takes `{<iid>|<proxy>} <type> <sid>` from the front; false when there is no such proxy.
    private static func select(
        _ selection: inout StatisticsSelection, _ words: inout ArraySlice<String>, _ generation: Generation
    ) -> Bool {
        let options: Set = ["typed", "json", "desc", "up", "no-maint"]
        guard words.count >= 3, let first = words.first, !options.contains(first) else { return true }
        let (type, server) = (words[words.startIndex + 1], words[words.startIndex + 2])
        if let identifier = Int(first) {
            selection.proxy = identifier < 0 ? nil : identifier
        } else {
            guard let proxy = generation.proxies.first(where: { $0.settings.name == first }) else { return false }
            selection.proxy = proxy.settings.identifier
        }
        selection.types = Int(type).flatMap { $0 < 0 ? nil : $0 }
        selection.server = Int(server).flatMap { $0 < 0 ? nil : $0 }
        words = words.dropFirst(3)
        return true
    }
}
