/// `balance leastconn`: the server with the fewest streams served and queued for its weight, of equals the one that
/// was chosen longest ago.
///
/// A server at work is judged by what it would have to do with one stream more; an idle one costs nothing, whatever its
/// weight. In a large farm only the group with the least bound is looked at.
final class LeastConnections: Balancer {
    override func pick(hash: UInt32?, avoiding avoided: Int) -> Choice {
        avoided < 0 && table.groups.count > 0 ? pickByGroups() : pickByServers(avoiding: avoided)
    }

    /// The search starts behind the server chosen last, and an idle server ends it.
    private func pickByServers(avoiding avoided: Int) -> Choice {
        let count = table.candidates.count
        var position = set.searchStart.load(ordering: .relaxed)
        if position < 0 || position >= count { position = 0 }
        var best = -1
        var bestCost = LoadGroup.never
        var fallback = Choice.full
        for _ in 0..<count {
            let candidate = table.candidates[position]
            let cost = candidate.cost
            if cost < bestCost || cost == bestCost && best >= 0 && isOlder(candidate, than: best) {
                if candidate.index == avoided {
                    fallback = .server(avoided)
                } else {
                    (best, bestCost) = (position, cost)
                    if cost == 0 { break }
                }
            }
            position = position &+ 1 == count ? 0 : position &+ 1
        }
        return best < 0 ? fallback : take(best, searchStart: best &+ 1)
    }

    /// Looks at groups as long as one's bound promises less than the best server found, which mostly is once.
    private func pickByGroups() -> Choice {
        let count = table.groups.count
        var start = set.searchStart.load(ordering: .relaxed)
        if start < 0 || start >= count { start = 0 }
        var best = -1
        var bestCost = LoadGroup.never
        for _ in 0..<2 &* count {
            let group = leastGroup(from: start, below: bestCost)
            if group < 0 { return best < 0 ? .full : take(best, searchStart: start) }
            let (position, cost) = look(group)
            if cost < bestCost { (best, bestCost, start) = (position, cost, group) }
        }
        return pickByServers(avoiding: -1)
    }

    /// The group of the least bound below `limit`, the first such from `start` on; -1 when there is none.
    private func leastGroup(from start: Int, below limit: UInt64) -> Int {
        let count = table.groups.count
        var best = -1
        var bestBound = limit
        var group = start
        for _ in 0..<count {
            let bound = table.groups.bound(group)
            if bound < bestBound {
                (best, bestBound) = (group, bound)
                if bound == 0 { break }
            }
            group = group &+ 1 == count ? 0 : group &+ 1
        }
        return best
    }

    /// The best server of a group, and its cost, to which the group's bound rises.
    private func look(_ group: Int) -> (position: Int, cost: UInt64) {
        let state = table.groups.state(group)
        var best = -1
        var bestCost = LoadGroup.never
        for member in table.groups.members(of: group) {
            let position = table.groups.position(member)
            let candidate = table.candidates[position]
            let cost = candidate.cost
            if cost < bestCost || cost == bestCost && best >= 0 && isOlder(candidate, than: best) {
                (best, bestCost) = (position, cost)
            }
        }
        table.groups.raise(group, from: state, to: bestCost)
        return (best, bestCost)
    }

    @inline(__always) private func isOlder(_ candidate: Candidate, than best: Int) -> Bool {
        candidate.lastTurn < table.candidates[best].lastTurn
    }

    /// Loops that choose at once may note the same turn; no order among those is promised.
    private func take(_ position: Int, searchStart: Int) -> Choice {
        let turn = set.turn.load(ordering: .relaxed) &+ 1
        set.turn.store(turn, ordering: .relaxed)
        set.searchStart.store(searchStart, ordering: .relaxed)
        table.candidates[position].lastTurn = turn
        return .server(table.candidates[position].index)
    }
}
