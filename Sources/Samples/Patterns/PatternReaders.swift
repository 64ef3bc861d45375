import Memory

/// One loop's view of every list: what each use of a list matches, without a lock and without allocating.
///
/// A loop makes one for the configuration it serves, passes it to every evaluation, and calls `release` where no view that a
/// lookup gave is in use any more: between two events.
public final class PatternReaders {
    private struct Reader {
        let reference: Unretained<PatternReference>
        let position: Int
        var version: UInt64
        /// Kept for the view.
        var set: PatternSet
        var view: PatternSetView
    }

    private let registry: PatternRegistry
    private var readers: [Reader] = []
    /// Sets that were replaced since the last `release`; an evaluation may still hold views into them.
    private var retired: [PatternSet] = []
    private var madeScratch: RegularExpressionScratch?

    public init(_ registry: PatternRegistry) {
        self.registry = registry
        for slot in registry.slots {
            let version = slot.reference.version.load(ordering: .acquiring)
            let set = slot.reference.set(slot.position) ?? PatternSet([], use: slot.use, at: 0)
            readers.append(
                Reader(
                    reference: Unretained(slot.reference), position: slot.position, version: version, set: set,
                    view: set.view))
        }
    }

    /// What matching regular expressions writes, also for those outside of lists.
    public var scratch: RegularExpressionScratch {
        if let madeScratch { return madeScratch }
        let scratch = RegularExpressionScratch()
        madeScratch = scratch
        return scratch
    }

    /// The entry that a sample matches, in the sample's own type: the caller has cast it to `MatchMethod.input`. A sample of
    /// another type matches nothing. For uses with captures these are in `scratch` afterwards.
    public func find(_ slot: PatternSlot, _ sample: Sample) -> PatternMatch? {
        let index = Int(slot.index)
        guard index < readers.count else { return nil }
        if readers[index].reference({ $0.version.load(ordering: .acquiring) }) != readers[index].version {
            refresh(index)
        }
        let view = readers[index].view
        guard let match = view.find(sample, { scratch }) else { return nil }
        if view.captures { view.capture(match, sample, scratch) }
        return match
    }

    /// Whether a sample matches any entry.
    public func matches(_ slot: PatternSlot, _ sample: Sample) -> Bool { find(slot, sample) != nil }

    /// Lets go of lists that commands have replaced.
    public func release() {
        if !retired.isEmpty { retired.removeAll() }
    }

    private func refresh(_ index: Int) {
        let version = readers[index].reference { $0.version.load(ordering: .acquiring) }
        let position = readers[index].position
        guard let set = readers[index].reference({ $0.set(position) }) else { return }
        retired.append(readers[index].set)
        readers[index].version = version
        readers[index].set = set
        readers[index].view = set.view
    }
}
