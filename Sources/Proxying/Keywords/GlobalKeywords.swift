import Configuration

/// The keywords of `global` sections, in alphabetical order.
public enum GlobalKeywords {
    public static let catalogue = Catalogue<GlobalBuilder>(
        [
            .maximumConnections, .threads, .globalDaemon, .statsSocket,
        ] + Keyword.environmentKeywords, otherWords: GenerationBuilder.sectionWords)
}
