import Configuration

/// The keywords of `global` sections.
public enum GlobalKeywords {
    public static let catalogue = Catalogue<GlobalBuilder>(
        families.flatMap { $0 }, otherWords: GenerationBuilder.sectionWords)

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
