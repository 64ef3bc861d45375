import Configuration
import Memory

/// `filter bwlim-in` and `filter bwlim-out`: how fast a stream may send one way, once a rule has said so (manual, 9.7).
public final class BandwidthFilter: Sendable {
    public enum Direction: UInt8, Sendable {
        /// What clients send.
        case upload
        /// What servers send.
        case download
    }

    public let name: String
    public let direction: Direction
    /// Unless the rule says otherwise.
    let rate: BandwidthRate
    /// As many bytes pass at once at least, but for the last ones.
    let minimumSize: UInt64
    /// Nil where each stream has the limit for itself.
    let shared: SharedBandwidth?

    init(
        name: String, direction: Direction, rate: BandwidthRate, minimumSize: UInt64, shared: SharedBandwidth? = nil
    ) {
        self.name = name
        self.direction = direction
        self.rate = rate
        self.minimumSize = minimumSize
        self.shared = shared
    }

    /// The word behind `filter`.
    var word: String { direction == .upload ? "bwlim-in" : "bwlim-out" }
}

/// So many bytes in so much time; neither is zero.
struct BandwidthRate: Sendable, Hashable {
    let limit: UInt64
    let period: UInt64

    /// - Parameter limit: bytes, of which 4 GB count at most.
    init?(limit: Int64, period: Milliseconds) {
        guard limit > 0, period > .zero else { return nil }
        self.limit = min(UInt64(limit), UInt64(UInt32.max))
        self.period = min(UInt64(period.rawValue), UInt64(Milliseconds.maximumTimer.rawValue))
    }
}
