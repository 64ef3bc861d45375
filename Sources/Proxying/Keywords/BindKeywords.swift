import Configuration

/// The words of `bind` and `stats socket` lines.
public enum BindKeywords {
    public static let catalogue = Catalogue<BindBuilder>(families.flatMap { $0 })

    private static let families: [[Keyword<BindBuilder>]] = [
        Keyword<BindBuilder>.expectedHeaders, Keyword<BindBuilder>.identities, Keyword<BindBuilder>.permissions,
        Keyword<BindBuilder>.sharing, Keyword<BindBuilder>.socketOptions, Keyword<BindBuilder>.planned,
    ]
}
