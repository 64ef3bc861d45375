/// Counts objects of uneven sizes that are not reused; the size it reports is their mean.
public final class UnevenPool: PoolReport {
    private let name: String
    private var used = 0
    private var peak = 0
    private var bytes = 0

    public init(name: String) { self.name = name }

    /// An object that holds this many bytes.
    public func count(_ size: Int) {
        used += 1
        bytes += size
        peak = max(peak, used)
    }

    /// An object of this many bytes is gone.
    public func drop(_ size: Int) {
        used -= 1
        bytes -= size
    }

    public var figures: PoolFigures {
        PoolFigures(
            name: name, size: used == 0 ? 0 : (bytes + used - 1) / used, allocated: used, used: used, peak: peak,
            failures: 0)
    }

    public func trim() {}
}
