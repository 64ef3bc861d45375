/// `balance leastconn`: the server with the fewest streams served and queued for its weight; equals take turns.
final class LeastConnections: Balancer {
    override func pick(hash: UInt32?, avoiding avoided: Int) -> Choice {
        let count = table.candidates.count
        var position = set.tieBreak.load(ordering: .relaxed)
        if position < 0 || position >= count { position = 0 }
        var best = -1
        var bestLoad = 0
        var bestWeight = 1
        var fallback = Choice.full
        for _ in 0..<count {
            let candidate = table.candidates[position]
            // A server at work is judged by what it would have to do with one stream more, an idle one is the least.
            let load = candidate.load
            let cost = load <= 0 ? 0 : load &+ 1
            if best < 0 || cost &* bestWeight < bestLoad &* candidate.weight {
                if candidate.hasRoomOrPlace {
                    if candidate.index == avoided {
                        fallback = .server(avoided)
                    } else {
                        (best, bestLoad, bestWeight) = (position, cost, candidate.weight)
                        if cost == 0 { break }
                    }
                }
            }
            position = position &+ 1 == count ? 0 : position &+ 1
        }
        if best < 0 { return fallback }
        set.tieBreak.store(best &+ 1, ordering: .relaxed)
        return .server(table.candidates[best].index)
    }
}
