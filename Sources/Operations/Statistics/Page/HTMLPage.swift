import Memory
import Proxying

/// The statistics page for people: self-contained, without scripts, in light or dark as the reader's system is.
struct HTMLPage {
    private let page: StatisticsPage
    private let options: PageOptions
    private let process: ProcessFacts
    private let global: GlobalSettings
    private let facts: [String: MetricValue]
    private let loops: Int

    init(
        _ page: StatisticsPage, _ options: PageOptions, _ generation: Generation, _ process: ProcessFacts,
        _ reports: [LoopReport]
    ) {
        self.page = page
        self.options = options
        self.process = process
        global = generation.global
        loops = reports.count
        let fields = ProcessInformation(process, generation, reports, usesDecimals: false).fields
        facts = Dictionary(fields.map { ($0.name, $0.value) }, uniquingKeysWith: { first, _ in first })
    }

    /// The whole page: its head, a table for each proxy, its end.
    func source(_ rows: StatisticsRows) -> AnswerSource {
        let table = HTMLTable(page.settings, isAdministered: options.isAdministered)
        var proxy: Int?
        return .rows(head: head, rows, tail: "\(table.end)</main></body></html>\n") { row in
            defer { proxy = row.proxy }
            if row.proxy == proxy { return table.line(row) }
            return (proxy == nil ? "" : table.end) + table.heading(row) + table.line(row)
        }
    }

    private var node: String? { page.settings.showsNode ? page.settings.node ?? global.node ?? HostName.current : nil }

    private var description: String? {
        page.settings.showsDescription ? page.settings.description ?? global.description : nil
    }

    private var head: String {
        let title = "Statistics Report for \(process.name)" + (node.map { " on \($0)" } ?? "")
        return """
            <!doctype html>
            <html lang="en"><head><meta charset="utf-8"><title>\(HTMLText.escaped(title))</title>
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark"><link rel="icon" href="data:,">
            <style>\(HTMLPage.style)</style></head>
            <body><header><div><h1>\(process.name)</h1>\(subtitle)</div>\(navigation)</header>
            <main>\(result)\(summary)\(legend)

            """
    }

    private var subtitle: String {
        var text = "Statistics Report for pid \(process.identifier)"
        if let node { text += " on \(HTMLText.escaped(node))" }
        if let description { text += ": \(HTMLText.escaped(description))" }
        if !page.settings.hidesVersion { text += " · version \(HTMLText.escaped(process.version))" }
        return "<p>\(text)</p>"
    }

    private var navigation: String {
        let address = HTMLText.escaped(String(decoding: page.settings.uri, as: UTF8.self))
        func link(_ options: String, _ text: String) -> String { "<a href=\"\(address)\(options)\">\(text)</a>" }
        var links = [
            link(options.link { _ in }, "Refresh now"),
            link(options.link { $0.toggleDown() }, options.onlyUp ? "Show all" : "Hide down"),
            link(
                options.link { $0.toggleMaintenance() },
                options.hidesMaintenance ? "Show maintenance" : "Hide maintenance"),
        ]
        if page.settings.refresh > .zero {
            let seconds = max(1, page.settings.refresh.rawValue / 1000)
            links.append(
                link(
                    options.link { $0.toggleRefresh() },
                    options.refreshes ? "Stop refreshing (every \(seconds)s)" : "Refresh every \(seconds)s"))
        }
        links += [link(";csv", "CSV"), link(";json", "JSON")]
        return "<nav>\(links.joined())</nav>"
    }

    /// What came of a change that led to this page.
    private var result: String {
        guard let code = options.result, page.settings.hasAdministration else { return "" }
        let known: [String: (String, String)] = [
            "DONE": ("up", "Action processed successfully."), "NONE": ("plain", "Nothing has changed."),
            "PART": ("drain", "Action partially processed: some server names are unknown."),
            "ERRP": (
                "down", "Action not processed: the action, the backend or the servers are unknown, or one is missing."
            ),
            "EXCD": ("down", "Action not processed: there was too much data. Try again with fewer servers at a time."),
            "DENY": ("down", "Action denied."),
        ]
        let (style, text) = known[code] ?? ("plain", "Unexpected result.")
        return "<p class=\"result\"><span class=\"pill \(style)\">\(text)</span></p>"
    }

    private func fact(_ name: String) -> String { HTMLText.grouped(facts[name]?.text ?? "0") }

    /// General process information.
    private var summary: String {
        var bytes: UInt64 = 0
        if case .long(let value)? = facts["TotalBytesOut"] { bytes = value }
        let cards = [
            ("Uptime", HTMLText.duration(process.uptime.seconds), "since the process began"),
            ("Connections", fact("CurrConns"), "of \(fact("Maxconn")) at most"),
            ("Connection rate", fact("ConnRate") + "<small>/s</small>", "\(fact("MaxConnRate"))/s at most"),
            ("Connections so far", fact("CumConns"), "\(fact("SessRate")) new sessions a second"),
            ("Requests so far", fact("CumReq"), "on all frontends"),
            ("Sent", HTMLText.size(bytes), "to clients"),
            ("Threads", "\(loops)", "descriptors: \(fact("Ulimit-n")) at most"),
        ]
        let text = cards.map { "<div><dt>\($0.0)</dt><dd>\($0.1)</dd><p>\($0.2)</p></div>" }.joined()
        return "<dl class=\"cards\">\(text)</dl>"
    }

    private var legend: String {
        let states = [
            ("up", "up"), ("plain", "not checked"), ("drain", "draining"), ("maint", "maintenance"), ("down", "down"),
        ]
        return "<p class=\"legend\">"
            + states.map { "<span class=\"pill \($0.0)\">\($0.1)</span>" }.joined() + "</p>"
    }
}
