/// What is known of one frontend, backend, server or listening socket: one line of `show stat`.
struct StatisticsRow: Sendable {
    enum Kind: Int, Sendable {
        case frontend = 0
        case backend
        case server
        case listener

        /// The letter of the typed format.
        var letter: String {
            switch self {
            case .frontend: "F"
            case .backend: "B"
            case .server: "S"
            case .listener: "L"
            }
        }

        var name: String {
            switch self {
            case .frontend: "Frontend"
            case .backend: "Backend"
            case .server: "Server"
            case .listener: "Listener"
            }
        }
    }

    let kind: Kind
    let proxy: Int
    let identifier: Int
    /// By column; nil where the column makes no sense.
    private(set) var values: [MetricValue?]

    init(_ kind: Kind, proxy: Int, identifier: Int) {
        self.kind = kind
        self.proxy = proxy
        self.identifier = identifier
        values = Array(repeating: nil, count: StatisticsColumn.count)
        self[.process] = .unsigned(1)
        self[.proxyIdentifier] = .unsigned(proxy)
        self[.serviceIdentifier] = .unsigned(identifier)
        self[.type] = .unsigned(kind.rawValue)
    }

    subscript(column: StatisticsColumn) -> MetricValue? {
        get { values[column.rawValue] }
        set { values[column.rawValue] = newValue }
    }

    /// Texts of the values, empty where there is none.
    func text(_ column: StatisticsColumn) -> String { self[column]?.text ?? "" }

    /// How a column's values are tagged, which for a few depends on the kind of row.
    func tags(_ column: Int) -> MetricTags {
        switch (kind, StatisticsColumn(rawValue: column)) {
        case (.backend, .activeServers?), (.backend, .backupServers?): MetricTags("MGPV")
        default: StatisticsField.all[column].tags
        }
    }
}
