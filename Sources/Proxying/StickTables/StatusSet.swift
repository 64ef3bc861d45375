/// Some of the status codes from 100 to 599.
public struct StatusSet: Sendable, Equatable {
    /// A bit for each code from 64 on.
    private var words: [UInt64] = Array(repeating: 0, count: 9)

    init(_ ranges: ClosedRange<UInt16>..., without excluded: [UInt16] = []) {
        for range in ranges { insert(range) }
        for status in excluded { remove(status...status) }
    }

    static let known: ClosedRange<UInt16> = 100...599

    func contains(_ status: UInt16) -> Bool {
        guard StatusSet.known.contains(status) else { return false }
        return words[Int(status) / 64 - 1] & 1 << UInt64(status % 64) != 0
    }

    mutating func insert(_ range: ClosedRange<UInt16>) {
        for status in range.clamped(to: StatusSet.known) { words[Int(status) / 64 - 1] |= 1 << UInt64(status % 64) }
    }

    mutating func remove(_ range: ClosedRange<UInt16>) {
        for status in range.clamped(to: StatusSet.known) { words[Int(status) / 64 - 1] &= ~(1 << UInt64(status % 64)) }
    }
}

/// Whose fault a status is, as tables count it (manual, 3.1 `http-err-codes`, `http-fail-codes`).
public struct StatusFaults: Sendable, Equatable {
    /// The client's.
    public var errors = StatusSet(400...499)
    /// The server's; what clients can cause by asking for too much is not among them.
    public var failures = StatusSet(500...599, without: [501, 505])

    public init() {}
}
