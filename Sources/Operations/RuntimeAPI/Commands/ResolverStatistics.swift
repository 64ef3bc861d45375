import Proxying

/// `show stat domain resolvers`: a row for each name server.
enum ResolverStatistics {
    /// A value of a row.
    private struct Column {
        let name: String
        let summary: String
        let tags: MetricTags
        let read: @Sendable (Row) -> MetricValue
    }

    private struct Row {
        let section: String
        let server: NameServer
    }

    private static let columns: [Column] =
        [
            Column(name: "id", summary: "ID", tags: MetricTags("CGP")) { .text($0.server.settings.name) },
            Column(name: "pid", summary: "Parent ID", tags: MetricTags("CGP")) { .text($0.section) },
        ]
        + ResolverCounter.all.map { counter in
            Column(name: counter.column, summary: counter.summary, tags: MetricTags("MGP")) {
                .long($0.server.counters[keyPath: counter.value])
            }
        }

    static func answer(_ request: CommandRequest, _ words: ArraySlice<String>) {
        let rows = (request.api.context.names?.resolvers ?? []).flatMap { resolver in
            resolver.servers.map { Row(section: resolver.settings.name, server: $0) }
        }
        let describes = words.contains("desc")
        switch words.last(where: { $0 == "typed" || $0 == "json" }) {
        case "typed": request.answer(.rows(rows) { typed($0, describes: describes) })
        case "json":
            var isFirst = true
            request.answer(
                .rows(head: "[", rows, tail: "]\n") { row in
                    defer { isFirst = false }
                    return (isFirst ? "" : ",") + json(row)
                })
        default:
            let head = "# " + columns.map { $0.name + "," }.joined() + "\n"
            request.answer(.rows(head: head, rows) { row in columns.map { $0.read(row).csv + "," }.joined() + "\n" })
        }
    }

    private static func typed(_ row: Row, describes: Bool) -> String {
        var lines = ""
        for (place, column) in columns.enumerated() {
            let value = column.read(row)
            lines += "N.\(place).\(column.name):\(column.tags.letters):\(value.type):\(value.text)"
            lines += describes ? ":\"\(column.summary)\"\n" : "\n"
        }
        return lines
    }

    private static func json(_ row: Row) -> String {
        let items = columns.enumerated().map { place, column in
            "{\"field\":{\"pos\":\(place),\"name\":\"\(column.name)\"},\"tags\":\(column.tags.json),"
                + "\"value\":\(column.read(row).json)}"
        }
        return "[" + items.joined(separator: ",") + "]"
    }
}
