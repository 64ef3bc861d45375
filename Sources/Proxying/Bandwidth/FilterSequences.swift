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

extension GenerationBuilder {
    /// The limit with the filter that it names; nil if there is none.
    func resolved(_ choice: BandwidthChoice, _ settings: ProxySettings) -> BandwidthChoice? {
        guard let filter = settings.filters.first(where: { $0.name == choice.name.text }) else {
            let problem =
                "Proxy '\(settings.name)': unable to find bwlim filter '\(choice.name.text)' referenced by "
                + "set-bandwidth-limit rule."
            refuse(choice.line, problem, choice.name.text, among: settings.filters.map(\.name))
            return nil
        }
        return settings.filterSequences.include(filter) ? choice.with(filter: filter) : choice
    }
}
