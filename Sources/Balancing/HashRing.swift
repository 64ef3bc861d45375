/// The circle of consistent hashing: many nodes a server, at places that depend on the server alone.
///
/// A node's place is the avalanche of the server's key and the node's number, sixteen nodes for each unit of weight, and
/// a hash belongs to the nearest node on either side, as observed of HAProxy.
struct HashRing: Sendable {
    struct Member {
        var key: UInt32
        var nodes: Int
    }

    /// Place in the upper half, position of the candidate in the lower; ascending.
    private var nodes: [UInt64] = []

    init() {}

    init(_ members: [Member]) {
        nodes.reserveCapacity(members.reduce(0) { $0 + $1.nodes })
        for (position, member) in members.enumerated() {
            for node in 0..<member.nodes {
                let place = HashModifier.avalanche(member.key &+ UInt32(truncatingIfNeeded: node))
                nodes.append(UInt64(place) << 32 | UInt64(position))
            }
        }
        RadixSort.sort(&nodes, lowest: 32, highest: 64)
    }

    @inline(__always) var count: Int { nodes.count }

    /// The position of the candidate that node `index` belongs to.
    @inline(__always) func position(_ index: Int) -> Int { Int(UInt32(truncatingIfNeeded: nodes[index])) }

    @inline(__always) private func place(_ index: Int) -> UInt32 { UInt32(truncatingIfNeeded: nodes[index] >> 32) }

    /// The node nearest to `hash`, of two as near the following one. Not for an empty ring.
    func nearest(_ hash: UInt32) -> Int {
        var low = 0
        var high = nodes.count
        while low < high {
            let middle = (low &+ high) / 2
            if place(middle) < hash { low = middle &+ 1 } else { high = middle }
        }
        let next = low == nodes.count ? 0 : low
        let previous = (low == 0 ? nodes.count : low) &- 1
        return hash &- place(previous) < place(next) &- hash ? previous : next
    }
}
