import EventLoop
import Memory

/// Removes entries that have expired and gives their memory back, a bounded number at a time; it runs on the first loop, for all.
final class StickTablePurger: EventSource {
    private static let interval = Milliseconds.seconds(1)
    /// While there is more to remove.
    private static let pause = Milliseconds(10)
    private unowned(unsafe) let context: LoopContext
    private let tables: [StickTable]

    /// Nil without tables.
    init?(_ tables: [StickTable], _ context: LoopContext) {
        guard !tables.isEmpty else { return nil }
        self.tables = tables
        self.context = context
        super.init()
        for table in tables { context.pools.add(StickTableReport(table)) }
        context.loop.register(self)
        context.loop.setDeadline(self, context.now + StickTablePurger.interval)
    }

    override func expired() {
        let now = context.tableTime
        var isMore = false
        for table in tables where table.purge(now) { isMore = true }
        context.loop.setDeadline(self, context.now + (isMore ? StickTablePurger.pause : StickTablePurger.interval))
    }
}

/// What `show pools` says of a table.
final class StickTableReport: PoolReport {
    private let table: StickTable

    init(_ table: StickTable) { self.table = table }

    var figures: PoolFigures {
        let (bytes, peak) = table.memory
        let count = table.count
        let size = table.layout.stride
        return PoolFigures(
            name: "table_\(table.name)", size: size, allocated: max(count, bytes / size), used: count, peak: peak,
            failures: 0)
    }

    func trim() { table.trim() }
}
