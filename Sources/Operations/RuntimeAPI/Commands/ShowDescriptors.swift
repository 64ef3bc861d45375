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
            // `<group>/<fd>`: there is one group.
            let digits = word.split(separator: "/", omittingEmptySubsequences: false).last ?? ""
            if let number = Int32(digits) {
                self.number = number
                continue
            }
            if word.hasSuffix("/") { continue }
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
        let bits = String(report.bits, radix: 16)
        let zeros = String(repeating: "0", count: max(0, 6 - bits.utf8.count))
        let state = report.kind == .listener ? " l.st=\(report.state)" : ""
        let letters = report.kind == .listener ? "" : "(\(report.state))"
        let owner = report.kind == .server ? "px" : "fe"
        return
            "\(padding)\(number) : st=0x\(zeros)\(bits)\(letters) tid=\(loop + 1) kind=\(report.kind.rawValue)\(state)"
            + (report.proxy.map { " \(owner)=\($0)" } ?? "") + (report.server.map { " sv=\($0)" } ?? "") + "\n"
    }
}
