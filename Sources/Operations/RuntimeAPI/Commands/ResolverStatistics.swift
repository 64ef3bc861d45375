import Proxying

/// `show stat domain resolvers`: a row for each name server, in CSV.
enum ResolverStatistics {
    private static let columns = ["id", "pid"] + ResolverCounter.all.map(\.column)

    static func answer(_ request: CommandRequest, _ words: ArraySlice<String>) {
        if let word = words.first(where: { $0 == "typed" || $0 == "json" }) {
            return request.refuse(
                "`show stat domain resolvers \(word)` is not built yet: it comes with more statistics.")
        }
        let rows = (request.api.context.names?.resolvers ?? []).flatMap { resolver in
            resolver.servers.map { (resolver.settings.name, $0) }
        }
        request.answer(
            .rows(head: "# " + columns.joined(separator: ",") + ",\n", rows) { section, server in
                let values = ResolverCounter.all.map { String(server.counters[keyPath: $0.value]) }
                return ([server.settings.name, section] + values).joined(separator: ",") + ",\n"
            })
    }
}
