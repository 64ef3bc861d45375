/// Hashing with `hash-type consistent`: the server of the nearest node of the ring, so that a server that comes or goes
/// moves few keys. Bounded load and `hash-preserve-affinity` go on along the ring from there.
final class RingHash: Balancer {
    private let modifier: HashModifier
    private let affinity: BalanceSettings.Affinity
    private var bound: BoundedLoad

    /// Marks the candidates that a walk has seen with the walk's number.
    private var seen: [UInt32] = []
    private var walk: UInt32 = 0

    init(_ set: ServerSet, modifier: HashModifier, affinity: BalanceSettings.Affinity, factor: Int) {
        self.modifier = modifier
        self.affinity = affinity
        bound = BoundedLoad(factor: factor)
        super.init(set, .ring)
    }

    override func prepare() {
        seen = [UInt32](repeating: 0, count: table.candidates.count)
        walk = 0
    }

    override func pick(hash: UInt32?, avoiding avoided: Int) -> Choice {
        guard let hash else { return pickInTurn(avoiding: avoided) }
        bound.refresh(table.candidates)
        let node = table.ring.nearest(modifier.apply(hash))
        let candidate = table.candidates[table.ring.position(node)]
        if accepts(candidate, avoided) { return .server(candidate.index) }
        return .server(pickFurther(from: node, avoiding: avoided))
    }

    private func accepts(_ candidate: Candidate, _ avoided: Int) -> Bool {
        candidate.index != avoided && bound.allows(candidate, totalWeight: table.totalWeight)
            && !candidate.isPassedOver(by: affinity)
    }

    /// Follows the ring once around. When everyone is passed over, the last new server on the way gets the stream if
    /// that is for affinity's sake, and the first if not.
    private func pickFurther(from start: Int, avoiding avoided: Int) -> Int {
        walk &+= 1
        if walk == 0 {
            for position in 0..<seen.count { seen[position] = 0 }
            walk = 1
        }
        let length = table.ring.count
        var last = table.candidates[table.ring.position(start)].index
        var first = last == avoided ? -1 : last
        var unseen = seen.count
        var node = start
        while unseen > 0 {
            let position = table.ring.position(node)
            node = node &+ 1 == length ? 0 : node &+ 1
            if seen[position] == walk { continue }
            seen[position] = walk
            unseen &-= 1
            let candidate = table.candidates[position]
            if accepts(candidate, avoided) { return candidate.index }
            if candidate.index == avoided { continue }
            last = candidate.index
            if first < 0 { first = last }
        }
        return affinity == .always && first >= 0 ? first : last
    }
}
