/// `hash-balance-factor`: no server may have more than so many percent of its share of all streams.
///
/// All places, the streams of now and the new one times the factor, are dealt out by weight in the order of the servers;
/// a server without a stream is never full. This is how HAProxy was observed to deal them.
struct BoundedLoad {
    /// In percent; 0 is off.
    let factor: Int

    private var total = 0
    private var agePermitted = 0
    private var age = 0

    init(factor: Int) { self.factor = factor }

    /// Looks at the loads of all servers; in a large farm only now and then, since one stream more or less among
    /// thousands changes nothing.
    mutating func refresh(_ candidates: borrowing [Candidate]) {
        if factor == 0 { return }
        if age < agePermitted {
            age &+= 1
            return
        }
        age = 0
        agePermitted = candidates.count / 64
        total = 0
        for position in 0..<candidates.count { total &+= max(0, candidates[position].load) }
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
