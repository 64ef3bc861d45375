import Memory
import Synchronization

/// What the balancers know of one server. All loops share it; it outlives generations that keep the server.
public final class ServerSlot: Sendable {
    /// The server's `id`: the order of `first`, and the default key of consistent hashing.
    public let identifier: Int

    public let isBackup: Bool

    /// The `weight` of the configuration, which the static algorithms keep to.
    public let configuredWeight: Int

    public static let maximumWeight = 256

    /// Effective weights are in sixteenths, so that a slow start of a server of weight 1 has steps.
    public static let weightScale = 16

    /// An effective weight, or a sum of them, in the units of the configuration.
    public static func plain(_ scaled: Int) -> Int { (scaled + weightScale - 1) / weightScale }

    let farm: FarmVersion
    let group: LoadGroup
    private let weightValue: Atomic<Int>
    private let rampValue = Atomic<Int>(100)
    private let usableValue: Atomic<Bool>
    private let hashKeyValue: Atomic<UInt32>
    /// As set, and what a slow start leaves of it.
    private let wholeLimitValue: Atomic<Int>
    private let limitValue: Atomic<Int>
    private let queueLimitValue: Atomic<Int>
    /// What is counted of it in the farm's totals.
    private let part = Atomic<FarmTotals.Part>(FarmTotals.unusable)
    /// When it last began to take part, among the farm's slots; 0 for those that did from the start.
    private let sinceValue = Atomic<UInt64>(0)
    /// What the limit follows, and its least value; nil where it follows nothing.
    private let farmLoad: FarmLoad?
    private let minimum: Int
    private let servedValue = Atomic<Int>(0)
    private let queuedValue = Atomic<Int>(0)

    /// The turn at which `leastconn` chose the server last.
    let lastTurn = Atomic<UInt64>(0)

    public init(
        identifier: Int, farm: FarmVersion, weight: Int = 1, isBackup: Bool = false, isUsable: Bool = true,
        limit: Int = 0, minimum: Int = 0, load: FarmLoad? = nil, queueLimit: Int = 0, hashKey: UInt32? = nil
    ) {
        let weight = Self.bounded(weight)
        self.identifier = identifier
        self.farm = farm
        group = farm.seat()
        self.isBackup = isBackup
        configuredWeight = weight
        weightValue = Atomic(weight)
        usableValue = Atomic(isUsable)
        wholeLimitValue = Atomic(max(0, limit))
        limitValue = Atomic(max(0, limit))
        farmLoad = minimum > 0 && minimum < limit ? load : nil
        self.minimum = minimum
        queueLimitValue = Atomic(max(0, queueLimit))
        hashKeyValue = Atomic(hashKey ?? Self.hashKey(identifier: identifier))
        count()
    }

    private static func bounded(_ weight: Int) -> Int { min(max(weight, 0), maximumWeight) }

    /// `hash-key id`, the default: room for the nodes of a server of full weight between two identifiers.
    public static func hashKey(identifier: Int) -> UInt32 {
        UInt32(truncatingIfNeeded: identifier) &* UInt32(maximumWeight * weightScale)
    }

    /// `hash-key id32`: the identifier as it is.
    public static func hashKey(wideIdentifier identifier: Int) -> UInt32 { UInt32(truncatingIfNeeded: identifier) }

    /// `hash-key guid`, `addr` and `addr-port`: of the guid's bytes, of the address, of the address and the port, both
    /// in network order.
    public static func hashKey(bytes: Span<UInt8>) -> UInt32 { KeyHash.avalanche(HashFunction.crc32.hash(bytes)) }
}

// MARK: What an operator, a check or a resolver changes

extension ServerSlot {
    /// The weight in force, 0 to 256; 0 takes the server out of balancing but not out of persistence.
    public var weight: Int {
        get { weightValue.load(ordering: .relaxed) }
        set {
            let weight = Self.bounded(newValue)
            if weightValue.exchange(weight, ordering: .relaxed) != weight { changed() }
        }
    }

    /// How far a slow start has come, in percent of the weight.
    public var ramp: Int {
        get { rampValue.load(ordering: .relaxed) }
        set {
            let percent = min(max(newValue, 0), 100)
            guard rampValue.exchange(percent, ordering: .relaxed) != percent else { return }
            adjustLimit()
            changed()
        }
    }

    /// Up, and neither in maintenance nor draining.
    public var isUsable: Bool {
        get { usableValue.load(ordering: .relaxed) }
        set { if usableValue.exchange(newValue, ordering: .relaxed) != newValue { changed() } }
    }

    /// The number that the server's nodes on the ring of consistent hashing are derived from.
    public var hashKey: UInt32 {
        get { hashKeyValue.load(ordering: .relaxed) }
        set { if hashKeyValue.exchange(newValue, ordering: .relaxed) != newValue { changed() } }
    }

    /// `weight` and `ramp` together, in sixteenths; a slow start never rounds a server down to nothing.
    public var effectiveWeight: Int { (weight * Self.weightScale * ramp + 99) / 100 }

    /// `maxconn`, or what `minconn` makes of it now, and of that what a slow start leaves; 0 is no limit.
    @inline(__always) public var limit: Int {
        get {
            let most = limitValue.load(ordering: .relaxed)
            guard let load = Unretained(farmLoad) else { return most }
            return load { $0.limit(from: minimum, to: most) }
        }
        set {
            wholeLimitValue.store(max(0, newValue), ordering: .relaxed)
            adjustLimit()
        }
    }

    /// `maxconn`, whatever a slow start leaves of it; 0 is no limit.
    public var wholeLimit: Int { wholeLimitValue.load(ordering: .relaxed) }

    private func adjustLimit() {
        let whole = wholeLimit
        let limit = whole == 0 ? 0 : max(1, whole / 100 * ramp + whole % 100 * ramp / 100)
        if limitValue.exchange(limit, ordering: .relaxed) != limit { group.lower(to: 0) }
    }

    /// `maxqueue`; 0 is no limit.
    @inline(__always) public var queueLimit: Int {
        get { queueLimitValue.load(ordering: .relaxed) }
        set {
            if queueLimitValue.exchange(max(0, newValue), ordering: .relaxed) != newValue { group.lower(to: 0) }
        }
    }

    /// The limit follows the load of the farm.
    var hasRamp: Bool { farmLoad != nil }

    /// The order in which servers began to take part.
    var usableSince: UInt64 { sinceValue.load(ordering: .relaxed) }

    private func changed() {
        if count() { sinceValue.store(farm.nextArrival(), ordering: .relaxed) }
        group.lower(to: 0)
        farm.bump()
    }
}

extension ServerSlot {
    /// Makes the farm's totals say what the slot is now. Whoever changes it at the same moment counts it again. True if it
    /// takes part now and did not before.
    @discardableResult
    fileprivate func count() -> Bool {
        var hasArrived = false
        while true {
            let new = isUsable ? FarmTotals.Part(clamping: effectiveWeight) : FarmTotals.unusable
            let old = part.exchange(new, ordering: .acquiringAndReleasing)
            if old == new { return hasArrived }
            if old <= 0 { hasArrived = new > 0 }
            farm.totals.replace(old, by: new, isBackup: isBackup)
        }
    }
}

// MARK: What every stream counts

extension ServerSlot {
    /// Streams (in TCP mode connections) being served now.
    @inline(__always) public var served: Int { servedValue.load(ordering: .relaxed) }

    /// Streams waiting in the server's own queue.
    @inline(__always) public var queued: Int { queuedValue.load(ordering: .relaxed) }

    /// Served and queued.
    @inline(__always) public var load: Int { served &+ queued }

    /// A new stream would neither wait nor overtake one that waits.
    @inline(__always) public var hasRoom: Bool {
        let limit = limit
        return limit == 0 || (served < limit && queued == 0)
    }

    /// Has room, or its own queue may take one more because `maxqueue` says how many.
    @inline(__always) public var hasRoomOrPlace: Bool {
        if hasRoom { return true }
        let queueLimit = queueLimit
        return queueLimit > 0 && queued < queueLimit
    }

    /// Both `maxconn` and `maxqueue` are set, and the queue has reached the latter.
    @inline(__always) public var isQueueFull: Bool {
        let queueLimit = queueLimit
        return queueLimit > 0 && limit > 0 && queued >= queueLimit
    }

    /// Counts a stream whatever the limit: one that persistence or its turn in the queue brings.
    @inline(__always) public func acquire() { servedValue.wrappingAdd(1, ordering: .relaxed) }

    /// Counts a stream when the limit allows it: two loops never both get the last place.
    public func reserve() -> Bool {
        let limit = limit
        if limit == 0 {
            acquire()
            return true
        }
        var seen = servedValue.load(ordering: .relaxed)
        while seen < limit {
            let (exchanged, original) = servedValue.weakCompareExchange(
                expected: seen, desired: seen &+ 1, ordering: .acquiringAndReleasing)
            if exchanged { return true }
            seen = original
        }
        return false
    }

    /// Ends what `acquire` or a successful `reserve` began.
    @inline(__always) public func release() {
        servedValue.wrappingSubtract(1, ordering: .acquiringAndReleasing)
        if group.isWatched { loadFell() }
    }

    public func enqueue() { queuedValue.wrappingAdd(1, ordering: .acquiringAndReleasing) }

    public func dequeue() {
        queuedValue.wrappingSubtract(1, ordering: .acquiringAndReleasing)
        if group.isWatched { loadFell() }
    }

    private func loadFell() { group.lower(to: LoadGroup.cost(load: load, weight: effectiveWeight)) }
}
