import EventLoop
import Memory
import Proxying

/// One loop's maker of statistics pages: asks every loop for its counts and writes them as the client wishes.
public final class StatisticsReports: StatisticsReporter {
    fileprivate let generation: Generation
    private let process: ProcessFacts
    fileprivate let loops: [Mailbox<LoopMessage>]
    fileprivate unowned let context: LoopContext
    /// Made with the first page: most loops never serve one.
    fileprivate var inquirer: Inquirer?

    /// - Parameter loops: the mailboxes of all loops.
    public init(
        _ generation: Generation, on context: LoopContext, loops: [Mailbox<LoopMessage>], process: ProcessFacts
    ) {
        self.generation = generation
        self.context = context
        self.loops = loops
        self.process = process
    }

    public func report(
        _ page: StatisticsPage, options: [UInt8], isAdministered: Bool, then answer: @escaping (AppletAnswer) -> Void
    ) {
        var options = PageOptions(options)
        options.isAdministered = isAdministered
        guard let inquirer = usableInquirer else {
            let text = AnswerSource("No descriptor is left to ask the other threads.\n")
            return answer(AppletAnswer(status: 503, fields: "content-type: text/plain\r\n", next: text.next))
        }
        let (generation, process) = (generation, process)
        inquirer.ask { loop in
            loop.report()
        } then: { reports in
            let source = PageContent(page, options, generation, process, reports).source
            answer(AppletAnswer(fields: PageContent.fields(page, options), next: source.next))
        }
    }
}

extension StatisticsReports {
    public func change(_ page: StatisticsPage, form: [UInt8]) -> StaticString {
        PageForm(form).apply(page, generation.proxies, context) { proxy, servers in
            usableInquirer?.tell { loop in
                loop.endStreams { $0.backend == proxy && $0.server.map(servers.contains) == true }
            } then: {
            }
        }
    }

    /// Made with the first question.
    private var usableInquirer: Inquirer? {
        if inquirer == nil { inquirer = try? Inquirer(loops, on: context) }
        return inquirer
    }
}

/// A statistics page in the form that its reader asked for.
struct PageContent {
    private let page: StatisticsPage
    private let options: PageOptions
    private let generation: Generation
    private let process: ProcessFacts
    private let reports: [LoopReport]

    init(
        _ page: StatisticsPage, _ options: PageOptions, _ generation: Generation, _ process: ProcessFacts,
        _ reports: [LoopReport]
    ) {
        self.page = page
        self.options = options
        self.generation = generation
        self.process = process
        self.reports = reports
    }

    /// The head's fields, but those of the connection.
    static func fields(_ page: StatisticsPage, _ options: PageOptions) -> String {
        var fields = "cache-control: no-cache\r\ncontent-type: \(options.form.mediaType)\r\n"
        if page.settings.refresh > .zero, options.refreshes {
            fields += "refresh: \(max(1, page.settings.refresh.rawValue / 1000))\r\n"
        }
        if options.form == .html {
            fields +=
                "content-security-policy: default-src 'none'; style-src 'unsafe-inline'; img-src data:; form-action 'self'\r\n"
        }
        return fields + "x-content-type-options: nosniff\r\n"
    }

    var source: AnswerSource {
        switch options.form {
        case .html: HTMLPage(page, options, generation, process, reports).source(rows)
        case .csv: StatisticsFormat.csv.source(rows)
        case .typed: StatisticsFormat.typed(describes: false).source(rows)
        case .json: StatisticsFormat.json.source(rows)
        case .schema: AnswerSource(StatisticsSchema.text)
        }
    }

    private var rows: StatisticsRows {
        var selection = StatisticsSelection()
        selection.onlyUp = options.onlyUp
        selection.hidesMaintenance = options.hidesMaintenance
        selection.showsDetails = page.settings.showsLegends
        if !page.settings.scopes.isEmpty {
            selection.scope = Set(page.settings.scopes.map { $0 == "." ? page.proxy : $0 })
        }
        return StatisticsRows(generation, reports, selection)
    }
}
