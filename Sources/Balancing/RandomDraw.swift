/// `balance random(<draws>)`: of so many servers drawn by weight the least loaded.
///
/// Of two as loaded the one that was chosen less of late is taken, which in a quiet farm comes near to round robin.
final class RandomDraw: Balancer {
    private let draws: Int
    private var bound: BoundedLoad
    private var state: UInt64

    /// How often each candidate was chosen by this loop, halved now and then.
    private var chosen: [UInt32] = []
    private var choices = 0

    init(_ set: ServerSet, draws: Int, factor: Int, seed: UInt64) {
        self.draws = max(1, draws)
        bound = BoundedLoad(factor: factor)
        state = seed
        super.init(set, .candidates)
    }

    override func prepare() {
        chosen = [UInt32](repeating: 0, count: table.candidates.count)
        choices = 0
    }

    override func pick(hash: UInt32?, avoiding avoided: Int) -> Choice {
        bound.refresh(table.candidates)
        var best = -1
        for _ in 0..<draws {
            let drawn = draw()
            let candidate = table.candidates[drawn]
            if candidate.index == avoided || !accepts(candidate) || drawn == best { continue }
            if best < 0 || isBetter(drawn, than: best) { best = drawn }
        }
        if best < 0 { return pickNext(after: draw(), avoiding: avoided) }
        count(best)
        return .server(table.candidates[best].index)
    }

    private func accepts(_ candidate: Candidate) -> Bool {
        candidate.hasRoom && bound.allows(candidate, totalWeight: table.totalWeight)
    }

    /// When no draw could take the stream: whoever follows and can, whatever its share.
    private func pickNext(after start: Int, avoiding avoided: Int) -> Choice {
        let count = table.candidates.count
        var fallback = Choice.full
        var position = start
        for _ in 0..<count {
            let candidate = table.candidates[position]
            if candidate.hasRoom {
                if candidate.index != avoided {
                    self.count(position)
                    return .server(candidate.index)
                }
                fallback = .server(avoided)
            }
            position = position &+ 1 == count ? 0 : position &+ 1
        }
        return fallback
    }

    private func isBetter(_ new: Int, than old: Int) -> Bool {
        let newWeight = table.candidates[new].weight
        let oldWeight = table.candidates[old].weight
        let newCost = table.candidates[new].load &* oldWeight
        let oldCost = table.candidates[old].load &* newWeight
        if newCost != oldCost { return newCost < oldCost }
        return Int(chosen[new]) &* oldWeight < Int(chosen[old]) &* newWeight
    }

    private func count(_ position: Int) {
        chosen[position] &+= 1
        choices &+= 1
        if choices < 16 &* chosen.count { return }
        choices = 0
        for position in 0..<chosen.count { chosen[position] /= 2 }
    }

    /// A position, by weight.
    private func draw() -> Int {
        let point = Int(((random() >> 32) &* UInt64(table.totalWeight)) >> 32)
        var low = 0
        var high = table.candidates.count
        while high &- low > 1 {
            let middle = (low &+ high) / 2
            if table.candidates[middle].weightBefore <= point { low = middle } else { high = middle }
        }
        return low
    }

    /// SplitMix64.
    private func random() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var word = state
        word = (word ^ word >> 30) &* 0xbf58_476d_1ce4_e5b9
        word = (word ^ word >> 27) &* 0x94d0_49bb_1331_11eb
        return word ^ word >> 31
    }
}
