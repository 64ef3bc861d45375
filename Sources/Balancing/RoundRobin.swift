/// `balance roundrobin`: each server in turn, by weight.
///
/// The order is a table made from the weights, the same on every loop, and the turn is one number in the set: loops take
/// the next place together, so the order holds for the whole process.
final class RoundRobin: Balancer {
    private var schedule: [Int32] = []

    override func rebuild() { schedule = Schedule.interleaved(weights: candidates.map(\.weight)) }

    override func pick(hash: UInt32?, avoiding avoided: Int) -> Choice {
        pickInTurn(schedule, avoiding: avoided)
    }
}

extension Balancer {
    /// The next place of `schedule` (indices of candidates) whose server has room.
    final func pickInTurn(_ schedule: [Int32], avoiding avoided: Int) -> Choice {
        let length = schedule.count
        if length == 0 { return .none }
        let turn = set.turn.wrappingAdd(1, ordering: .relaxed).oldValue
        let start = Int(turn % UInt64(length))
        var fallback = Choice.full
        for step in 0..<length {
            var place = start &+ step
            if place >= length { place &-= length }
            let candidate = candidates[Int(schedule[place])]
            if !candidate.hasRoom { continue }
            if candidate.index == avoided {
                fallback = .server(avoided)
                continue
            }
            if step > 0 { skip(from: turn, places: step) }
            return .server(candidate.index)
        }
        return fallback
    }

    /// Passes over places whose servers could not be chosen, unless another loop has moved on already: the server
    /// behind them shall not get their turns.
    private final func skip(from turn: UInt64, places: Int) {
        _ = set.turn.weakCompareExchange(
            expected: turn &+ 1, desired: turn &+ 1 &+ UInt64(places), ordering: .relaxed)
    }
}
