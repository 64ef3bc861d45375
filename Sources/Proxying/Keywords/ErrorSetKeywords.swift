import Configuration

/// An `http-errors` section while it is read (manual, 12.4).
public final class ErrorSetBuilder {
    public var replies = Replies()
    public init() {}
}

/// The keywords of `http-errors` sections.
public enum ErrorSetKeywords {
    public static let catalogue = Catalogue<ErrorSetBuilder>(
        [.errorSetFile], otherWords: GenerationBuilder.sectionWords)
}

extension Keyword<ErrorSetBuilder> {
    static let errorSetFile = Keyword(
        "errorfile", in: .httpErrors, usage: "<code> <file>", summary: "Answers a status with a file."
    ) { arguments, set in
        let (status, reply) = try ErrorReplyArguments.file(&arguments)
        set.replies[status] = reply
    }
}
