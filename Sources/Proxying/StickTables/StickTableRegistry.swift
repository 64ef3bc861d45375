import Synchronization

/// The tables of the process by name. They outlive a configuration: the next one adopts those that it still declares alike.
public final class StickTableRegistry: Sendable {
    private let tables = Mutex<[String: StickTable]>([:])

    public init() {}

    /// The table of that name if its entries can serve, or a new one.
    func adopt(_ settings: StickTableSettings, loops: Int) -> StickTable {
        tables.withLock { tables in
            if let table = tables[settings.name], table.settings.isAdoptable(as: settings) { return table }
            let table = StickTable(settings, loops: loops)
            tables[settings.name] = table
            return table
        }
    }
}
