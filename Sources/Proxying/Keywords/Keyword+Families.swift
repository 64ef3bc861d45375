import Configuration

extension Keyword {
    /// Keywords that wait for the same thing, one a word of `names`; `stem` stands before each.
    static func planned(
        all names: String, behind stem: String = "", in places: SectionSet, waitingFor wait: String,
        matching: Matching = .exact
    ) -> [Keyword] {
        names.split(whereSeparator: \.isWhitespace).map { name in
            planned(stem + name, in: places, waitingFor: wait, matching: matching)
        }
    }

    /// A keyword that is right as it stands and has nothing to change here; `reason` says why, for `-dD`.
    static func accepted(
        _ words: String, in places: SectionSet, usage: String = "", acceptsNegation: Bool = false, reason: String
    ) -> Keyword {
        Keyword(words, in: places, usage: usage, summary: reason, acceptsNegation: acceptsNegation) { arguments, _ in
            _ = arguments.remaining()
            arguments.diag("'\(words)' has no effect. \(reason)")
        }
    }

    /// Switches that have nothing to change for the same reason.
    static func accepted(
        switches names: String, in places: SectionSet, choices: [String] = ["on", "off"], reason: String
    ) -> [Keyword] {
        names.split(whereSeparator: \.isWhitespace).map { name in
            Keyword(
                String(name), in: places, usage: "{ \(choices.joined(separator: " | ")) }", summary: reason
            ) { arguments, _ in
                _ = try arguments.oneOf(choices)
                arguments.diag("'\(name)' has no effect. \(reason)")
            }
        }
    }

    /// Keywords that have nothing to change for the same reason.
    static func accepted(all names: String, in places: SectionSet, usage: String = "", reason: String) -> [Keyword] {
        names.split(whereSeparator: \.isWhitespace).map {
            accepted(String($0), in: places, usage: usage, reason: reason)
        }
    }
}
