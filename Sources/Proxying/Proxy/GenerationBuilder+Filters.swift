import Configuration
import Memory
import Samples

/// Filters once all sections are known.
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
        if filter.shared != nil, choice.isOwn {
            let problem =
                "Proxy '\(settings.name)': set-bandwidth-limit rule cannot define a limit or a period for the shared "
                + "bwlim filter '\(filter.name)'."
            refuse(choice.line, problem, choice.name.text, among: [])
        }
        return settings.filterSequences.include(filter) ? choice.with(filter: filter) : choice
    }

    /// Lets a filter share its limit by the entries of a table, whose period it takes over.
    func share(
        _ filter: BandwidthFilter, by key: Expression, in name: String?, _ proxy: ProxyBuilder,
        _ line: ConfigurationLine
    ) {
        let table = name ?? proxy.settings.name
        let data = filter.direction == .upload ? StickData.bytesInRate : .bytesOutRate
        let what = "bwlim filter '\(filter.name)'"
        guard let number = tableNumber(named: table), let settings = tableSettings(number) else {
            return refuse(
                line, "Proxy '\(proxy.settings.name)': unable to find table '\(table)' referenced by \(what).", table,
                among: [])
        }
        guard key.output.casts(to: settings.sampleType) else {
            return refuse(
                line,
                "Proxy '\(proxy.settings.name)': stick-table '\(table)' uses a type incompatible with \(what).", table,
                among: [])
        }
        guard let store = settings.stores[data],
            let rate = BandwidthRate(limit: Int64(filter.rate.limit), period: Milliseconds(Int64(store.period)))
        else {
            return refuse(
                line,
                "Proxy '\(proxy.settings.name)': stick-table '\(table)' uses a data type incompatible with \(what). "
                    + "It must be '\(data.word)'.", table, among: [])
        }
        guard let index = proxy.settings.filters.firstIndex(where: { $0 === filter }) else { return }
        proxy.settings.filters[index] = BandwidthFilter(
            name: filter.name, direction: filter.direction, rate: rate, minimumSize: filter.minimumSize,
            shared: SharedBandwidth(key: key, table: number))
    }
}
