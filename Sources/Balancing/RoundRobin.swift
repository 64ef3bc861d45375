/// `balance roundrobin` and `static-rr`: each server in turn, by weight.
///
/// The order is the table's, the same on every loop, and the turn is one number in the set: loops take the next place
/// together, so that the order holds for the whole process. `static-rr` differs in its table alone.
final class RoundRobin: Balancer {
    override func pick(hash: UInt32?, avoiding avoided: Int) -> Choice { pickInTurn(avoiding: avoided) }
}

extension Balancer {
    /// The next place whose server has room.
    final func pickInTurn(avoiding avoided: Int) -> Choice {
        let length = table.places.count
        let turn = set.turn.wrappingAdd(1, ordering: .relaxed).oldValue
        var place = Int(turn % UInt64(length))
        var fallback = Choice.full
        for step in 0..<length {
            let candidate = table.candidates[Int(table.places[place])]
            if candidate.hasRoom {
                if candidate.index != avoided {
                    if step > 0 { skip(step, from: turn) }
                    return .server(candidate.index)
                }
                fallback = .server(avoided)
            }
            place = place &+ 1 == length ? 0 : place &+ 1
        }
        return fallback
    }

    /// Passes over places whose servers could not be chosen, so that the server behind them is not chosen for their
    /// turns too. When another loop has moved on already, it passes over them itself.
    private final func skip(_ places: Int, from turn: UInt64) {
        _ = set.turn.compareExchange(
            expected: turn &+ 1, desired: turn &+ 1 &+ UInt64(places), ordering: .relaxed)
    }
}
