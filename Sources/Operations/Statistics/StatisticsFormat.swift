/// The forms of `show stat`: rows to text.
enum StatisticsFormat: Sendable, Equatable {
    case csv
    case typed(describes: Bool)
    case json

    /// What stands before the rows.
    var head: String {
        switch self {
        case .csv: "# " + StatisticsField.all.map { $0.name + "," }.joined() + "-,\n"
        case .typed: ""
        case .json: "["
        }
    }

    /// What stands behind them.
    var tail: String { self == .json ? "]\n" : "" }

    /// One row; `isFirst` when nothing stands before it but the head.
    func text(_ row: StatisticsRow, isFirst: Bool) -> String {
        switch self {
        case .csv: StatisticsFormat.csv(row)
        case .typed(let describes): StatisticsFormat.typed(row, describes: describes)
        case .json: (isFirst ? "" : ",") + StatisticsFormat.json(row)
        }
    }

    /// All rows, one piece each.
    func source(_ rows: some Sequence<StatisticsRow>) -> AnswerSource {
        var isFirst = true
        return .rows(head: head, rows, tail: tail) { row in
            defer { isFirst = false }
            return text(row, isFirst: isFirst)
        }
    }

    private static func csv(_ row: StatisticsRow) -> String {
        var line = ""
        for value in row.values {
            if let value { line += value.csv }
            line += ","
        }
        return line + "-,\n"
    }

    private static func typed(_ row: StatisticsRow, describes: Bool) -> String {
        var lines = ""
        for (column, value) in row.values.enumerated() {
            guard let value else { continue }
            let field = StatisticsField.all[column]
            lines += "\(row.kind.letter).\(row.proxy).\(row.identifier).\(column).\(field.name).1:"
            lines += "\(row.tags(column).letters):\(value.type):\(value.text)"
            lines += describes ? ":\"\(field.summary)\"\n" : "\n"
        }
        return lines
    }

    private static func json(_ row: StatisticsRow) -> String {
        var items = ""
        for (column, value) in row.values.enumerated() {
            guard let value else { continue }
            if !items.isEmpty { items += "," }
            items += "{\"objType\":\"\(row.kind.name)\",\"proxyId\":\(row.proxy),\"id\":\(row.identifier),"
            items += "\"field\":{\"pos\":\(column),\"name\":\"\(StatisticsField.all[column].name)\"},\"processNum\":1,"
            items += "\"tags\":\(row.tags(column).json),\"value\":\(value.json)}"
        }
        return "[\(items)]"
    }
}
