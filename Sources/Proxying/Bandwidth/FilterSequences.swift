import Configuration

/// `filter-sequence`: which filters of a proxy are at work on either way; nil for all of them (manual, 4.2).
public struct FilterSequences: Sendable {
    var request: [String]?
    var response: [String]?

    /// Whether a filter is at work. A list may name one by its kind or by its own name.
    func include(_ filter: BandwidthFilter) -> Bool {
        guard let names = filter.direction == .upload ? request : response else { return true }
        return names.contains { $0 == filter.word || $0 == filter.name }
    }
}
