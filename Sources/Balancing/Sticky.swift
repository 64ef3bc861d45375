/// `balance sticky` (log backends): the same server as long as it is usable. One that comes back goes to the end.
final class Sticky: Balancer {
    /// Indices of the set, in the order in which the servers became usable.
    private var order: [Int] = []

    override func prepare() {
        let usable = table.candidates.map(\.index)
        var isListed = [Bool](repeating: false, count: set.slots.count)
        var isUsable = isListed
        for index in usable { isUsable[index] = true }
        order.removeAll { !isUsable[$0] }
        for index in order { isListed[index] = true }
        order.append(contentsOf: usable.filter { !isListed[$0] })
    }

    override func pick(hash: UInt32?, avoiding avoided: Int) -> Choice {
        for rank in 0..<order.count where order[rank] != avoided { return .server(order[rank]) }
        return .server(order[0])
    }
}
