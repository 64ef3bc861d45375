import Proxying

extension Command {
    /// `show fd [-!plcfbs]* [<fd>]`
    static let showDescriptors = Command(
        "show fd", arguments: "[-!plcfbsd]* [num]",
        summary: "dump list of file descriptors in use or a specific one", level: .operatorLevel
    ) { request in
        guard let selection = DescriptorSelection(request.arguments) else { return request.refuse("Invalid FD type") }
        request.api.inquirer.ask({ $0.descriptorReports }) { loops in
            let shown = loops.enumerated().flatMap { loop, reports in reports.map { (loop, $0) } }
                .filter { selection.includes($0.1) }.sorted { $0.1.descriptor < $1.1.descriptor }
            request.answer(.rows(shown) { DescriptorSelection.line($0.1, loop: $0.0) })
        }
    }
}

/// Which descriptors `show fd` shows.
struct DescriptorSelection {
    private var kinds: Set<DescriptorReport.Kind> = Set(DescriptorReport.Kind.allCases)
    private var number: Int32?

    /// Nil when a word makes no sense.
    init?(_ words: ArraySlice<String>) {
        for word in words {
            if let number = Int32(word) {
                self.number = number
                continue
            }
            var isInverted = false
            var wanted: Set<DescriptorReport.Kind> = []
            var unwanted: Set<DescriptorReport.Kind> = []
            for letter in word {
                let kinds: Set<DescriptorReport.Kind>
                switch letter {
                case "-", "!":
                    isInverted = true
                    continue
                case "l": kinds = [.listener]
                case "c": kinds = [.client, .server]
                case "f": kinds = [.client]
                case "b", "s": kinds = [.server]
                case "p", "d": kinds = [.other]
                default: return nil
                }
                if isInverted { unwanted.formUnion(kinds) } else { wanted.formUnion(kinds) }
            }
            if !wanted.isEmpty { kinds = wanted }
            kinds.subtract(unwanted)
        }
    }

    func includes(_ report: DescriptorReport) -> Bool {
        if let number, number != report.descriptor { return false }
        return kinds.contains(report.kind)
    }

    static func line(_ report: DescriptorReport, loop: Int) -> String {
        let number = String(report.descriptor)
        let padding = String(repeating: " ", count: max(0, 7 - number.utf8.count))
        return "\(padding)\(number) : kind=\(report.kind.rawValue) tid=\(loop + 1) state=\(report.state)"
            + (report.proxy.map { " px=\($0)" } ?? "") + (report.server.map { " sv=\($0)" } ?? "") + "\n"
    }
}
