import Memory

/// One limit at work. Bytes are paid for by the time that passes while they wait, so that from its start on no more than the rate has
/// passed: there is nothing to begin with, and time without anything to send is lost.
struct BandwidthLimit {
    /// Bytes wait for at most so long, rather than for each to be sent alone.
    private static let step: UInt64 = 50
    /// Who has nothing to send for longer than this begins anew. What is shorter is the time that a slow receiver takes.
    private static let pause: UInt64 = 100

    /// Owned by the generation.
    unowned(unsafe) let filter: BandwidthFilter
    let isUpload: Bool
    private let rate: BandwidthRate
    private let minimumSize: UInt64
    /// Bytes that may pass, times the period.
    private var credit: UInt64 = 0
    private var counted: Milliseconds
    /// Bytes wait for the limit.
    private var isWaiting = false
    /// Nil where the limit is not shared.
    let member: BandwidthMember?

    init(_ filter: BandwidthFilter, _ rate: BandwidthRate, _ member: BandwidthMember? = nil, now: Milliseconds) {
        self.member = member
        self.filter = filter
        isUpload = filter.direction == .upload
        self.rate = rate
        minimumSize = filter.minimumSize
        counted = now
    }

    /// How many of the `count` bytes that are there may pass now, and, if none, in what time some may.
    mutating func allowance(for count: Int, at now: Milliseconds) -> (bytes: Int, delay: Milliseconds) {
        let wanted = UInt64(clamping: count)
        let limit = max(1, rate.limit / (member?.group.members ?? 1))
        earn(until: now, limit)
        let atOnce = min(wanted, least(limit))
        let allowed = credit / rate.period
        isWaiting = allowed < atOnce
        guard isWaiting else { return (Int(clamping: min(wanted, allowed)), .zero) }
        let (price, isTooLong) = atOnce.multipliedReportingOverflow(by: rate.period)
        let missing = isTooLong ? .max : price &- credit
        let time = missing / limit &+ (missing % limit == 0 ? 0 : 1)
        return (0, max(Milliseconds(1), min(Milliseconds(Int64(clamping: time)), .maximumWait)))
    }

    /// Bytes wait until so many may pass; a limit has 32 bits.
    private func least(_ limit: UInt64) -> UInt64 { max(minimumSize, limit &* Self.step / rate.period, 1) }

    /// Bytes have passed.
    mutating func pay(for count: Int) {
        let (price, isTooMuch) = UInt64(clamping: count).multipliedReportingOverflow(by: rate.period)
        credit = isTooMuch ? 0 : credit &- min(credit, price)
    }

    private mutating func earn(until now: Milliseconds, _ limit: UInt64) {
        let elapsed = UInt64(clamping: (now - counted).rawValue)
        counted = now
        guard isWaiting || elapsed <= Self.pause else {
            credit = 0
            return
        }
        let (earned, isTooMuch) = elapsed.multipliedReportingOverflow(by: limit)
        let (sum, overflows) = credit.addingReportingOverflow(earned)
        // In no period may more pass than the limit, however little has passed before it.
        let (most, isUnbounded) = max(limit, least(limit)).multipliedReportingOverflow(by: rate.period)
        credit = min(isTooMuch || overflows ? .max : sum, isUnbounded ? .max : most)
    }
}

extension Milliseconds {
    /// A limit is looked at again after that time at the latest.
    fileprivate static let maximumWait = Milliseconds(60_000)
}
