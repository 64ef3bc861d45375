import Proxying

extension Command {
    /// Every command on stick tables.
    static let tableCommands: [Command] = [clearTable, setTable, showTable]

    /// `show table [<table> [data.<type> <operator> <value>]* | key <key> | ptr <ptr>]`
    private static let showTable = Command(
        "show table", arguments: "<table> [<filter>]*",
        summary: "report table usage stats or dump this table's contents (filter: data/key/ptr)"
    ) { request in
        guard !request.arguments.isEmpty else {
            let now = request.api.context.tableTime
            return request.answer(.rows(request.generation.stickTables) { $0.heading(now) })
        }
        guard let command = TableCommand(request) else { return request.refuse("No such table") }
        let (table, now) = (command.table, command.now)
        let other =
            "Optional argument only supports \"data.<store_data_type>\" <operator> <value> and key <key>"
        do throws(TableCommand.Refusal) {
            let target = try command.target(doing: "Showing keys from", otherwise: other)
            guard request.session.map({ $0.level >= .operatorLevel }) ?? false else {
                return request.answer(
                    table.heading(now) + "# contents not dumped due to insufficient privileges\n")
            }
            switch target {
            case .all: request.answer(entries(of: table, [], now))
            case .filters(let filters): request.answer(entries(of: table, filters, now))
            case .number(let number): answer(table.line(number: number, now), command)
            case .key(let key):
                let found = table.line(key: key, now)
                guard found.isKey else { return request.refuse("Invalid key") }
                answer(found.line, command)
            }
        } catch { request.refuse(error.text) }
    }

    private static func answer(_ line: [UInt8]?, _ command: TableCommand) {
        guard let line else { return command.request.finish() }
        var rest: [[UInt8]] = [Array(command.table.heading(command.now).utf8), line]
        command.request.answer(AnswerSource { rest.isEmpty ? nil : rest.removeFirst() })
    }

    /// Some entries at a time, so that a table of any length takes no memory of its own.
    private static func entries(of table: StickTable, _ filters: [StickTable.Filter], _ now: UInt32) -> AnswerSource {
        var head: [UInt8]? = Array(table.heading(now).utf8)
        var position: StickTable.Position? = .start
        return AnswerSource {
            if let text = head {
                head = nil
                return text
            }
            while let start = position {
                let page = table.lines(from: start, filters, now)
                position = page.next
                if !page.lines.isEmpty { return page.lines }
            }
            return nil
        }
    }

    /// `set table <table> { key <key> | ptr <ptr> } [data.<type> <value>]*`
    private static let setTable = Command(
        "set table", arguments: "<table> key <k> [data.* <v>]*", summary: "update or create a table entry's data",
        level: .operatorLevel
    ) { request in
        guard !request.arguments.isEmpty else {
            return request.refuse("Required arguments: <table> key <key> [data.<store_data_type> <value>]*")
        }
        guard let command = TableCommand(request) else { return request.refuse("No such table") }
        do throws(TableCommand.Refusal) {
            switch command.words.first {
            case nil: request.finish()
            case "key":
                let key = try command.key(doing: "Inserting keys into")
                command.finish(command.table.set(key: key, try values(command), command.now))
            case "ptr":
                command.finish(command.table.set(number: try command.number(), try values(command), command.now))
            default:
                request.refuse("Required arguments: <table> key <key> [data.<store_data_type> <value>]*")
            }
        } catch { request.refuse(error.text) }
    }

    /// All values, or none when anything is wrong with one.
    private static func values(_ command: TableCommand) throws(TableCommand.Refusal) -> [(StickTable.Element, Int64)] {
        var values: [(StickTable.Element, Int64)] = []
        var rest = command.words.dropFirst(2)
        while let word = rest.popFirst() {
            guard word.hasPrefix("data.") else {
                throw TableCommand.Refusal(text: "\"data.<type>\" followed by a value expected")
            }
            let element = try command.element(word)
            guard let value = rest.popFirst().flatMap({ Int64($0) }) else {
                throw TableCommand.Refusal(text: "Require a valid integer value to store")
            }
            values.append((element, value))
        }
        return values
    }

    /// `clear table <table> [data.<type> <operator> <value> | key <key> | ptr <ptr>]`
    private static let clearTable = Command(
        "clear table", arguments: "<table> [<filter>]*",
        summary: "remove an entry from a table (filter: data/key/ptr)", level: .operatorLevel
    ) { request in
        let usage =
            "Required arguments: <table> \"data.<store_data_type>\" <operator> <value> or <table> key <key>"
        guard !request.arguments.isEmpty else { return request.refuse(usage) }
        guard let command = TableCommand(request) else { return request.refuse("No such table") }
        do throws(TableCommand.Refusal) {
            switch try command.target(doing: "Removing keys from", otherwise: usage) {
            case .all: command.table.removeAll([], command.now)
            case .filters(let filters): command.table.removeAll(filters, command.now)
            case .key(let key): return command.finish(command.table.remove(key: key, command.now))
            case .number(let number): return command.finish(command.table.remove(number: number))
            }
            request.finish()
        } catch { request.refuse(error.text) }
    }
}
