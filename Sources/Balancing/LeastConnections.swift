/// `balance leastconn`: the server with the fewest streams served and queued for its weight; equals take turns.
final class LeastConnections: Balancer {
    override func pick(hash: UInt32?, avoiding avoided: Int) -> Choice {
        let count = candidates.count
        var start = set.tieBreak.load(ordering: .relaxed)
        if start < 0 || start >= count { start = 0 }
        var best = -1
        var bestLoad = 0
        var bestWeight = 1
        var fallback = Choice.full
        for step in 0..<count {
            var position = start &+ step
            if position >= count { position &-= count }
            let candidate = candidates[position]
            let load = candidate.load
            if best >= 0 && load &* bestWeight >= bestLoad &* candidate.weight { continue }
            if !candidate.hasRoom { continue }
            if candidate.index == avoided {
                fallback = .server(avoided)
                continue
            }
            (best, bestLoad, bestWeight) = (position, load, candidate.weight)
            if load == 0 { break }
        }
        if best < 0 { return fallback }
        set.tieBreak.store(best &+ 1, ordering: .relaxed)
        return .server(candidates[best].index)
    }
}
