/// `balance sticky` (log backends): the same server as long as it is usable, on every loop. One that comes back goes to the end.
final class Sticky: Balancer {
    /// Indices of the set, in the order in which the servers became usable.
    private var order: [Int] = []

    override func prepare() {
        let usable = table.candidates.map(\.index)
        order = usable.map { (since: set.slots[$0].usableSince, index: $0) }.sorted { $0 < $1 }.map(\.index)
    }

    override func pick(hash: UInt32?, avoiding avoided: Int) -> Choice {
        for rank in 0..<order.count where order[rank] != avoided { return .server(order[rank]) }
        return .server(order[0])
    }
}
