import DNS

/// Names that rules look up: the first loop does, for all.
extension LoopContext {
    /// Looks a name up; what is not known at once comes to the stream later.
    ///
    /// - Parameter place: of the resolvers among the generation's.
    func lookUp(_ key: ResolutionKey, in place: Int, for lookup: NameLookup) -> NameLookupResult {
        if index == 0 { return names?.lookUp(key, in: place, for: lookup) ?? .unknown }
        guard let first = peers.first else { return .unknown }
        first.send(
            .run { context in
                switch context.lookUp(key, in: place, for: lookup) {
                case .known(let address): context.tell(lookup, address)
                case .unknown: context.tell(lookup, nil)
                case .pending: break
                }
            })
        return .pending
    }

    /// Hands an answer to the stream that waits for it, on its loop.
    func tell(_ lookup: NameLookup, _ address: DNSAddress?) {
        let number = lookup.number
        if lookup.loop == index { return lookedUp(number, address) }
        guard peers.indices.contains(lookup.loop) else { return }
        peers[lookup.loop].send(.run { $0.lookedUp(number, address) })
    }

    private func lookedUp(_ number: UInt64, _ address: DNSAddress?) {
        waitingStreams.removeValue(forKey: number)?.lookedUp(address)
    }
}
