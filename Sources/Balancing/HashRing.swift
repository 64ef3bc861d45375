import Memory

/// The circle of consistent hashing: many nodes a server, at places that depend on the server alone.
///
/// A node's place is the avalanche of the server's key and the node's number, sixteen nodes for each unit of weight, and
/// a hash belongs to the nearest node on either side, as observed of HAProxy.
struct HashRing: Sendable {
    struct Member {
        var key: UInt32
        var nodes: Int
    }

    /// A ring of more nodes keeps every second, fourth, … of each server. HAProxy would keep all.
    static let maximumCount = 1 << 20

    /// Place in the upper half, position of the candidate in the lower; ascending.
    private var nodes: [UInt64] = []

    /// The circle in equal parts, about one a node: the first node in each part or after it.
    private var firsts: [Int32] = []
    private var partShift: UInt32 = 0

    init() {}

    init(_ members: [Member]) {
        let count = members.reduce(0) { $0 + $1.nodes }
        var thinning = 0
        while count >> thinning > Self.maximumCount { thinning += 1 }
        nodes.reserveCapacity(count >> thinning + members.count)
        for (position, member) in members.enumerated() {
            for node in 0..<max(member.nodes >> thinning, 1) {
                let place = KeyHash.avalanche(member.key &+ UInt32(truncatingIfNeeded: node))
                nodes.append(UInt64(place) << 32 | UInt64(position))
            }
        }
        RadixSort.sort(&nodes, lowest: 32, highest: 64)
        divide()
    }

    private mutating func divide() {
        partShift = 31
        while partShift > 8 && 1 << (32 - Int(partShift)) < nodes.count { partShift -= 1 }
        firsts = [Int32](repeating: 0, count: 1 << (32 - Int(partShift)))
        var node = 0
        for part in firsts.indices {
            while node < nodes.count && place(node) >> partShift < part { node += 1 }
            firsts[part] = Int32(node)
        }
    }

    @inline(__always) var count: Int { nodes.count }

    /// The position of the candidate that node `index` belongs to.
    @inline(__always) func position(_ index: Int) -> Int { Int(UInt32(truncatingIfNeeded: nodes[index])) }

    @inline(__always) private func place(_ index: Int) -> UInt32 { UInt32(truncatingIfNeeded: nodes[index] >> 32) }

    /// The node nearest to `hash`, of two as near the following one. Not for an empty ring.
    @inline(__always) func nearest(_ hash: UInt32) -> Int {
        var next = Int(firsts[Int(hash >> partShift)])
        while next < nodes.count && place(next) < hash { next &+= 1 }
        let previous = (next == 0 ? nodes.count : next) &- 1
        if next == nodes.count { next = 0 }
        return hash &- place(previous) < place(next) &- hash ? previous : next
    }
}
