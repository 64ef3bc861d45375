import Configuration

/// The sections whose work is not built: their words, so that a misspelt one is found all the same.
enum PlannedSections {
    /// What a section waits for, and the first words of its lines.
    struct Contents {
        let wait: String
        let words: Set<String>

        init(_ wait: String, _ words: String) {
            self.wait = wait
            self.words = Set(words.split(whereSeparator: \.isWhitespace).map(String.init))
        }
    }

    static let contents: [String: Contents] = [
        "acme": Contents(
            "ACME",
            """
            account-key acme-vars bits challenge challenge-ready contact curves directory dns-delay dns-timeout eab-key-id
            eab-mac-alg eab-mac-key keytype map profile provider-name reuse-key
            """),
        "cache": Contents(
            "the cache", "max-age max-object-size max-secondary-entries process-vary total-max-size"),
        "crt-store": Contents("TLS", "crt-base key-base load"),
        "fcgi-app": Contents(
            "FastCGI",
            """
            acl docroot index log-stderr max-reqs mpxs-conns no option default pass-header path-info set-param
            """),
        "program": Contents("reload", "command group no option user"),
        "traces": Contents("traces", "trace ring"),
    ]

    /// Says that a section is not built, and looks for words that it does not have.
    static func check(_ section: Section, _ diagnostics: Diagnostics) {
        guard let contents = contents[section.keyword] else { return }
        diagnostics.add(
            section.opening.diagnostic(
                .alert, "'\(section.keyword)' is not built yet: it comes with \(contents.wait)",
                column: section.opening.words.first?.column))
        for line in section.lines {
            guard let word = line.words.first, !contents.words.contains(word.text) else { continue }
            diagnostics.add(
                line.diagnostic(
                    .alert, "unknown keyword '\(word.text)' in '\(section.keyword)' section", column: word.column,
                    suggestions: Suggestion.nearest(to: word.text, among: contents.words)))
        }
    }
}
