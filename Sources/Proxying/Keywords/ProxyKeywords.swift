import Configuration

/// The keywords of `defaults`, `frontend`, `backend` and `listen` sections.
public enum ProxyKeywords {
    public static let catalogue = Catalogue<ProxyBuilder>(
        families.flatMap { $0 }, otherWords: GenerationBuilder.sectionWords, elsewhere: elsewhere)

    private static let families: [[Keyword<ProxyBuilder>]] = [
        [.bind, .stick, .stickTable], Keyword<ProxyBuilder>.accessLogs, Keyword<ProxyBuilder>.addressHeaders,
        Keyword<ProxyBuilder>.backendBasics,
        Keyword<ProxyBuilder>.balancing, Keyword<ProxyBuilder>.basics, Keyword<ProxyBuilder>.captures,
        Keyword<ProxyBuilder>.checkOptions, Keyword<ProxyBuilder>.checkRules, Keyword<ProxyBuilder>.cookies,
        Keyword<ProxyBuilder>.identities, Keyword<ProxyBuilder>.mail,
        Keyword<ProxyBuilder>.errorReplies, Keyword<ProxyBuilder>.externalChecks,
        Keyword<ProxyBuilder>.filters,
        Keyword<ProxyBuilder>.flagOptions, Keyword<ProxyBuilder>.frontendBasics, Keyword<ProxyBuilder>.headerOptions,
        Keyword<ProxyBuilder>.keepAliveProbes, Keyword<ProxyBuilder>.logs, Keyword<ProxyBuilder>.monitoring,
        Keyword<ProxyBuilder>.persistenceModes,
        Keyword<ProxyBuilder>.remoteDesktop, Keyword<ProxyBuilder>.rules, Keyword<ProxyBuilder>.retryKeywords,
        Keyword<ProxyBuilder>.servers,
        Keyword<ProxyBuilder>.serverStates,
        Keyword<ProxyBuilder>.statistics, Keyword<ProxyBuilder>.switching, Keyword<ProxyBuilder>.timeouts,
        Keyword<ProxyBuilder>.planned, Keyword<ProxyBuilder>.plannedRules, Keyword<ProxyBuilder>.removed,
        Keyword<ProxyBuilder>.uniqueIdentifiers,
    ]

    /// Keywords of `global` that somebody may write in a proxy.
    private static let elsewhere: [String: [String]] = {
        let own = Set(families.flatMap { $0 }.compactMap(\.words.first))
        var sections: [String: [String]] = [:]
        for word in GlobalKeywords.catalogue.firstWords where !own.contains(word) { sections[word] = ["global"] }
        return sections
    }()
}
