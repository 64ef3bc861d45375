/// `hash-balance-factor`: no server may have more than so many percent of its share of all streams.
///
/// All places, the streams of now and the new one times the factor, are dealt out by weight in the order of the servers;
/// a server without a stream is never full. This is how HAProxy was observed to deal them.
struct BoundedLoad {
    /// In percent; 0 is off.
    let factor: Int

    /// The streams of all candidates.
    var total = 0
    private var age = 0

    init(factor: Int) { self.factor = factor }

    /// Whether the loads shall be added up anew: in a large farm only now and then, since one stream more or less among
    /// thousands changes nothing.
    @inline(__always) mutating func isStale(servers: Int) -> Bool {
        if factor == 0 { return false }
        age &-= 1
        if age >= 0 { return false }
        age = servers / 64
        return true
    }

    @inline(__always) func allows(_ candidate: Candidate, totalWeight: Int) -> Bool {
        if factor == 0 { return true }
        let load = candidate.load
        if load <= 0 { return true }
        let places = ((total &+ 1) &* factor &+ 99) / 100
        let first = places &* candidate.weightBefore / totalWeight
        return load < places &* (candidate.weightBefore &+ candidate.weight) / totalWeight &- first
    }
}

extension Balancer {
    @inline(__always) final func refreshBound(_ bound: inout BoundedLoad) {
        if !bound.isStale(servers: table.candidates.count) { return }
        var total = 0
        for position in 0..<table.candidates.count { total &+= max(0, table.candidates[position].load) }
        bound.total = total
    }
}
