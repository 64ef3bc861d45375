import CLinux

/// One loop's objects of one kind, reused last in, first out: no allocation on a request's way in the steady state.
///
/// An object given back must hold no reference to anything but what it keeps for its next use.
public final class Pool<Object: AnyObject>: PoolReport {
    public let name: String
    @usableFromInline var free: ContiguousArray<Object> = []
    @usableFromInline var lowest = 0
    @usableFromInline var used = 0
    /// Most used at once since the last `trim`.
    @usableFromInline var peak = 0
    /// The same of all the time before it, and of the interval that it ended.
    private var earlierPeak = 0
    public private(set) var intervalPeak = 0
    private var size = 0

    public init(name: String) {
        self.name = name
    }

    /// A used object, or a new one from `make`.
    @inlinable public func take(_ make: () -> Object) -> Object {
        used += 1
        if used > peak { peak = used }
        if let object = free.popLast() {
            if free.count < lowest { lowest = free.count }
            return object
        }
        let object = make()
        measure(object)
        return object
    }

    @inlinable public func give(_ object: consuming Object) {
        used -= 1
        free.append(object)
    }

    /// Counts an object that is released instead of reused.
    @inlinable public func drop() {
        used -= 1
    }

    /// Counts an object that the caller allocated itself.
    @inlinable public func count(_ object: Object) {
        used += 1
        if used > peak { peak = used }
        measure(object)
    }

    @usableFromInline func measure(_ object: Object) {
        guard size == 0 else { return }
        size = apus_allocation_size(Unmanaged.passUnretained(object).toOpaque())
    }

    public func trim() {
        let unneeded = min(lowest, free.count)
        if unneeded > 0 { free.removeFirst(unneeded) }
        free.trimCapacity()
        lowest = free.count
        earlierPeak = max(earlierPeak, peak)
        intervalPeak = peak
        peak = used
    }

    public var figures: PoolFigures {
        PoolFigures(
            name: name, size: size, allocated: used + free.count, used: used, peak: max(earlierPeak, peak), failures: 0)
    }
}

/// Every pool of one loop, in the order of registration.
public final class PoolRegistry {
    private var pools: [any PoolReport] = []

    public init() {}

    public func add(_ pool: any PoolReport) { pools.append(pool) }

    public var figures: [PoolFigures] { pools.map(\.figures) }

    /// Gives memory not needed since the last call back to the system.
    public func trim() {
        for pool in pools { pool.trim() }
    }
}
