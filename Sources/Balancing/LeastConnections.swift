/// `balance leastconn`: the server with the fewest streams served and queued for its weight, of equals the one that
/// was chosen longest ago.
///
/// A server at work is judged by what it would have to do with one stream more; an idle one costs nothing, whatever its
/// weight, and ends the search, which starts behind the server chosen last.
final class LeastConnections: Balancer {
    override func pick(hash: UInt32?, avoiding avoided: Int) -> Choice {
        let count = table.candidates.count
        var position = set.searchStart.load(ordering: .relaxed)
        if position < 0 || position >= count { position = 0 }
        var best = -1
        var bestCost = 0
        var bestWeight = 1
        var fallback = Choice.full
        for _ in 0..<count {
            let candidate = table.candidates[position]
            let load = candidate.load
            let cost = load <= 0 ? 0 : load &+ 1
            if best < 0 || isBetter(candidate, cost, than: best, bestCost, bestWeight), candidate.hasRoomOrPlace {
                if candidate.index == avoided {
                    fallback = .server(avoided)
                } else {
                    (best, bestCost, bestWeight) = (position, cost, candidate.weight)
                    if cost == 0 { break }
                }
            }
            position = position &+ 1 == count ? 0 : position &+ 1
        }
        return best < 0 ? fallback : take(best)
    }

    @inline(__always)
    private func isBetter(
        _ candidate: Candidate, _ cost: Int, than best: Int, _ bestCost: Int, _ bestWeight: Int
    ) -> Bool {
        let new = cost &* bestWeight
        let old = bestCost &* candidate.weight
        return new < old || new == old && candidate.lastTurn < table.candidates[best].lastTurn
    }

    /// Loops that choose at once may note the same turn; no order among those is promised.
    private func take(_ position: Int) -> Choice {
        let turn = set.turn.load(ordering: .relaxed) &+ 1
        set.turn.store(turn, ordering: .relaxed)
        set.searchStart.store(position &+ 1, ordering: .relaxed)
        table.candidates[position].lastTurn = turn
        return .server(table.candidates[position].index)
    }
}
