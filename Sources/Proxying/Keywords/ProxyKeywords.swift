import Configuration

/// The keywords of `defaults`, `frontend`, `backend` and `listen` sections, in alphabetical order.
public enum ProxyKeywords {
    public static let catalogue = Catalogue<ProxyBuilder>(
        families.flatMap { $0 }, otherWords: GenerationBuilder.sectionWords)

    private static let families: [[Keyword<ProxyBuilder>]] = [
        [
            .balance, .bind, .defaultBackend, .defaultServer, .httpReuse, .mode, .proxyMaximumConnections, .retries,
            .server,
            .useBackend,
        ],
        Keyword<ProxyBuilder>.addressHeaders, Keyword<ProxyBuilder>.flagOptions, Keyword<ProxyBuilder>.persistenceModes,
        Keyword<ProxyBuilder>.timeouts,
    ]
}
