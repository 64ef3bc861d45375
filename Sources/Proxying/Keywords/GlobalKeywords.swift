import Configuration

/// The keywords of `global` sections.
public enum GlobalKeywords {
    public static let catalogue = Catalogue<GlobalBuilder>(
        families.flatMap { $0 }.map { firstCounts.isSuperset(of: $0.words) ? $0.keepingFirst : $0 },
        otherWords: GenerationBuilder.sectionWords)

    /// Keywords whose first line stays when others follow, in another file perhaps.
    private static let firstCounts: Set = [
        "chroot", "gid", "group", "log-send-hostname", "maxconn", "pidfile", "server-state-base", "server-state-file",
        "uid", "ulimit-n", "user",
    ]

    private static let families: [[Keyword<GlobalBuilder>]] = [
        Keyword<GlobalBuilder>.checks, Keyword<GlobalBuilder>.crashesAndRights, [Keyword<GlobalBuilder>.defaultPath],
        Keyword<GlobalBuilder>.environmentKeywords,
        Keyword<GlobalBuilder>.glitches, Keyword<GlobalBuilder>.headerCase,
        Keyword<GlobalBuilder>.limits,
        Keyword<GlobalBuilder>.logs,
        Keyword<GlobalBuilder>.messageTuning, Keyword<GlobalBuilder>.process, Keyword<GlobalBuilder>.processorPlacement,
        Keyword<GlobalBuilder>.runtimeSockets,
        Keyword<GlobalBuilder>.serverStates, Keyword<GlobalBuilder>.socketTuning, Keyword<GlobalBuilder>.statusCodes,
        Keyword<GlobalBuilder>.tokenDecryption, Keyword<GlobalBuilder>.accepted,
        Keyword<GlobalBuilder>.planned, Keyword<GlobalBuilder>.removed, Keyword<GlobalBuilder>.variables,
    ]
}

extension Keyword<GlobalBuilder> {
    /// The same keyword, of which a second line changes nothing and earns a warning.
    fileprivate var keepingFirst: Keyword {
        guard case .parse(let parse) = behaviour else { return self }
        let name = words.joined(separator: " ")
        return Keyword(
            name, in: places, usage: usage, summary: summary, acceptsNegation: acceptsNegation,
            misplacement: misplacement, matching: matching
        ) { arguments, global in
            guard global.stated.insert(name).inserted else {
                _ = arguments.remaining()
                return arguments.warn("'\(name)' already specified. Continuing.")
            }
            try parse(&arguments, global)
        }
    }
}
