/// What `show pools` says of one kind of object (management guide, 9.3): sizes in bytes, counts of objects.
public struct PoolFigures: Sendable, Equatable {
    public var name: String
    public var size: Int
    public var allocated: Int
    public var used: Int
    public var peak: Int
    public var failures: Int
    /// How many pools were added into these figures.
    public var users = 1

    public init(name: String, size: Int, allocated: Int, used: Int, peak: Int, failures: Int) {
        self.name = name
        self.size = size
        self.allocated = allocated
        self.used = used
        self.peak = peak
        self.failures = failures
    }

    /// Adds the figures of another loop's pool of the same name.
    public mutating func add(_ other: PoolFigures) {
        allocated += other.allocated
        used += other.used
        peak += other.peak
        failures += other.failures
        users += other.users
    }
}

/// Anything that counts objects. Pools report on the loop that owns them.
public protocol PoolReport: AnyObject {
    var figures: PoolFigures { get }
    /// Gives memory not needed lately back to the system.
    func trim()
}
