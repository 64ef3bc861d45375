import Configuration

/// The words of `server`, `default-server` and `server-template` lines.
public enum ServerKeywords {
    public static let catalogue = Catalogue<ServerBuilder>(families.flatMap { $0 })

    private static let families: [[Keyword<ServerBuilder>]] = [
        Keyword<ServerBuilder>.agents, Keyword<ServerBuilder>.checks, Keyword<ServerBuilder>.connectionExpressions,
        Keyword<ServerBuilder>.connections, Keyword<ServerBuilder>.health, Keyword<ServerBuilder>.labels,
        Keyword<ServerBuilder>.names, Keyword<ServerBuilder>.proxyHeaders, Keyword<ServerBuilder>.roles,
        Keyword<ServerBuilder>.sockets, Keyword<ServerBuilder>.planned,
    ]
}
