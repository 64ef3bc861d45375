/// Hashing with `hash-type map-based`: the hash divided by the total weight says the place in the map.
///
/// A server at its limit is chosen all the same: the stream waits in that server's queue.
final class MapHash: Balancer {
    private let modifier: HashModifier

    init(_ set: ServerSet, modifier: HashModifier) {
        self.modifier = modifier
        super.init(set, .map)
    }

    override func pick(hash: UInt32?, avoiding avoided: Int) -> Choice {
        guard let hash else { return pickInTurn(avoiding: avoided) }
        let length = table.places.count
        var place = Int(modifier.apply(hash)) % length
        var index = server(place)
        if index != avoided { return .server(index) }
        for _ in 1..<max(length, 2) {
            place = place &+ 1 == length ? 0 : place &+ 1
            index = server(place)
            if index != avoided { break }
        }
        return .server(index)
    }

    @inline(__always) private func server(_ place: Int) -> Int { table.candidates[Int(table.places[place])].index }
}
