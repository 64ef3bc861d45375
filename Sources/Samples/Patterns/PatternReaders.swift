import Memory

/// One loop's view of every list: what each use of a list matches, without a lock and without allocating.
///
/// A loop makes one for the configuration it serves and passes it to every evaluation. What a command has replaced is kept until no
/// view that a lookup gave is in use any more: between two events.
public final class PatternReaders {
    /// A plain value: reading it counts nothing.
    private struct Reader {
        let reference: Unretained<PatternReference>
        let position: Int
        var version: UInt64
        var view: PatternSetView
        /// Whether results are kept: for regular expressions, of which there are several, without captures.
        var isCached: Bool

        init(_ reference: Unretained<PatternReference>, _ position: Int, _ version: UInt64, _ view: PatternSetView) {
            self.reference = reference
            self.position = position
            self.version = version
            self.view = view
            isCached =
                view.method == .expression && !view.captures && view.expressionCount >= ExpressionCache.shortestList
        }
    }

    private let registry: PatternRegistry
    private var readers: [Reader] = []
    /// What the readers' views show, in the same order.
    private var sets: [PatternSet] = []
    /// Sets that were replaced since the last `release`; an evaluation may still hold views into them.
    private var retired: [PatternSet] = []
    /// Takes what was replaced instead, and lets go of it in time.
    private let retire: ((AnyObject) -> Void)?
    private var madeScratch: RegularExpressionScratch?

    private var cache: ExpressionCache
    private let seed = ByteHash.seed

    /// `cacheSize` is how many results of lists of regular expressions are kept, none for zero.
    ///
    /// - Parameter retire: keeps what commands have replaced until no event is being handled; without it, the caller calls
    ///   `release` then.
    public init(_ registry: PatternRegistry, cacheSize: Int = 10_000, retire: ((AnyObject) -> Void)? = nil) {
        self.registry = registry
        self.retire = retire
        cache = ExpressionCache(size: cacheSize)
        for slot in registry.slots {
            let version = slot.reference.version.load(ordering: .acquiring)
            let set = slot.reference.set(slot.position) ?? PatternSet([], use: slot.use, at: 0)
            sets.append(set)
            readers.append(Reader(Unretained(slot.reference), slot.position, version, set.view))
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
        guard var reader = reader(Int(slot.index)) else { return nil }
        if reader.reference({ $0.version.load(ordering: .acquiring) }) != reader.version {
            reader = refresh(Int(slot.index), reader)
        }
        if reader.isCached, cache.isEnabled, let bytes = sample.view { return cached(slot, reader, sample, bytes) }
        guard let match = reader.view.find(sample, { scratch }) else { return nil }
        if reader.view.captures { reader.view.capture(match, sample, scratch) }
        return match
    }

    @inline(__always)
    private func reader(_ index: Int) -> Reader? { index < readers.count ? readers[index] : nil }

    private func cached(_ slot: PatternSlot, _ reader: Reader, _ sample: Sample, _ bytes: ByteView) -> PatternMatch? {
        let view = reader.view
        let key = ExpressionCache.key(bytes, seed: seed, slot: slot, version: reader.version)
        if let known = cache.result(key) { return view.match(level: known.level, entry: known.entry) }
        let best = view.best(sample) { scratch }
        cache.keep(key, level: best?.level ?? 0, entry: best?.number ?? 0)
        return best.flatMap { view.match(level: $0.level, entry: $0.number) }
    }

    /// Whether a sample matches any entry.
    public func matches(_ slot: PatternSlot, _ sample: Sample) -> Bool { find(slot, sample) != nil }

    /// Lets go of lists that commands have replaced.
    public func release() {
        if !retired.isEmpty { retired.removeAll() }
    }

    private func refresh(_ index: Int, _ reader: Reader) -> Reader {
        let version = reader.reference { $0.version.load(ordering: .acquiring) }
        guard let set = reader.reference({ $0.set(reader.position) }) else { return reader }
        if let retire { retire(sets[index]) } else { retired.append(sets[index]) }
        sets[index] = set
        readers[index] = Reader(reader.reference, reader.position, version, set.view)
        return readers[index]
    }
}
