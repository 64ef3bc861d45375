import Proxying

/// What the commands on stick tables have in common: the table, and the entries that are meant (management guide, 9.3).
struct TableCommand {
    /// Which entries.
    enum Target {
        case all
        case key(String)
        /// As a listing called it.
        case number(UInt64)
        case filters([StickTable.Filter])
    }

    struct Refusal: Error {
        let text: String
    }

    let request: CommandRequest
    let table: StickTable
    let now: UInt32
    /// The words behind the table's name.
    let words: [String]

    /// Nil when the first word names no table.
    init?(_ request: CommandRequest) {
        let name = request.argument(0)
        guard let table = request.generation.stickTables.first(where: { $0.name == name }) else { return nil }
        self.request = request
        self.table = table
        now = request.api.context.tableTime
        words = Array(request.arguments.dropFirst())
    }

    /// Reads which entries are meant.
    ///
    /// - Parameter other: what is said of a word that begins nothing.
    func target(doing what: String, otherwise other: String) throws(Refusal) -> Target {
        guard let first = words.first else { return .all }
        switch first {
        case "key": return .key(try key(doing: what))
        case "ptr": return .number(try number())
        default:
            guard first.hasPrefix("data.") else { throw Refusal(text: other) }
            return .filters(try filters(otherwise: other))
        }
    }

    /// The key behind `key`.
    func key(doing what: String) throws(Refusal) -> String {
        guard words.count > 1 else { throw Refusal(text: "Key value expected") }
        guard table.hasTextKeys else {
            throw Refusal(text: "\(what) tables of type other than ip, ipv6, string and integer is not supported")
        }
        return words[1]
    }

    /// The number behind `ptr`.
    func number() throws(Refusal) -> UInt64 {
        guard words.count > 1 else { throw Refusal(text: "Pointer value expected") }
        guard words[1].hasPrefix("0x"), let number = UInt64(words[1].dropFirst(2), radix: 16) else {
            throw Refusal(text: "Invalid ptr")
        }
        return number
    }

    /// `data.<type>` as an element that the table stores.
    func element(_ word: String, prefix: String = "") throws(Refusal) -> StickTable.Element {
        do { return try table.element(named: String(word.dropFirst("data.".count))) } catch {
            switch error {
            case .unknown: throw Refusal(text: prefix + "Unknown data type")
            case .notStored: throw Refusal(text: prefix + "Data type not stored in this table")
            case .isText: throw Refusal(text: prefix + "Data type is a text, which can neither be set nor compared")
            }
        }
    }

    /// Answers with nothing, or with what stood against a change.
    func finish(_ outcome: StickTable.Outcome) {
        switch outcome {
        case .done: request.finish()
        case .isUsed: request.refuse("Entry currently in use, cannot remove")
        case .noKey: request.refuse("Invalid key")
        case .noRoom: request.refuse("Unable to allocate a new entry")
        case .noEntry: request.refuse("Entry not found")
        }
    }

    private static let maximumFilters = 4

    private func filters(otherwise other: String) throws(Refusal) -> [StickTable.Filter] {
        var filters: [StickTable.Filter] = []
        var rest = words[...]
        while let word = rest.popFirst() {
            let prefix = "Filter entry #\(filters.count + 1): "
            guard word.hasPrefix("data.") else { throw Refusal(text: other) }
            guard filters.count < TableCommand.maximumFilters else {
                throw Refusal(text: "Too many filters, at most \(TableCommand.maximumFilters) are possible")
            }
            let element = try element(word, prefix: prefix)
            let comparison = try comparison(rest.popFirst() ?? "", prefix)
            guard let value = rest.popFirst().flatMap({ Int64($0) }) else {
                throw Refusal(text: prefix + "Require a valid integer value to compare against")
            }
            filters.append(StickTable.Filter(element) { comparison($0, value) })
        }
        return filters
    }

    private func comparison(_ word: String, _ prefix: String) throws(Refusal) -> @Sendable (Int64, Int64) -> Bool {
        switch word {
        case "eq": { $0 == $1 }
        case "ne": { $0 != $1 }
        case "le": { $0 <= $1 }
        case "ge": { $0 >= $1 }
        case "lt": { $0 < $1 }
        case "gt": { $0 > $1 }
        default:
            throw Refusal(
                text: prefix + "Require and operator among \"eq\", \"ne\", \"le\", \"ge\", \"lt\", \"gt\"")
        }
    }
}
