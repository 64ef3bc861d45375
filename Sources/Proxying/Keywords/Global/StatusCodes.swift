import Configuration

extension Keyword<GlobalBuilder> {
    /// `http-err-codes` and `http-fail-codes` (manual, 3.1).
    static let statusCodes: [Keyword] = [
        codes("http-err-codes", "Says which statuses tables count as errors of clients.", \.errors),
        codes("http-fail-codes", "Says which statuses tables count as failures of servers.", \.failures),
    ]

    private static func codes(
        _ name: String, _ summary: String, _ path: WritableKeyPath<StatusFaults, StatusSet> & Sendable
    ) -> Keyword {
        Keyword(name, in: .global, usage: "[+-]<range>[,...] [...]", summary: summary) { arguments, global in
            var codes = global.settings.statusFaults[keyPath: path]
            var word = try arguments.next(named: "<range>")
            while true {
                try change(&codes, word, name)
                guard let next = arguments.optional() else { break }
                word = next
            }
            global.settings.statusFaults[keyPath: path] = codes
        }
    }

    /// One list of ranges, which is added, removed, or takes the place of what there was.
    private static func change(_ codes: inout StatusSet, _ word: Word, _ name: String) throws {
        let sign = word.text.first
        let list = sign == "+" || sign == "-" ? word.text.dropFirst() : Substring(word.text)
        if sign != "+", sign != "-" { codes = StatusSet() }
        for part in list.split(separator: ",", omittingEmptySubsequences: false) {
            let ends = part.split(separator: "-", maxSplits: 1, omittingEmptySubsequences: false)
            guard let first = ends.first.flatMap({ UInt16($0) }), let last = ends.last.flatMap({ UInt16($0) }),
                StatusSet.known.contains(first), StatusSet.known.contains(last), first <= last
            else {
                throw ConfigurationError(
                    "'\(name)' expects status codes between 100 and 599, or ranges of them, but got '\(part)'.",
                    at: word)
            }
            if sign == "-" { codes.remove(first...last) } else { codes.insert(first...last) }
        }
    }
}
