import Configuration

/// An `http-errors` section while it is read (manual, 12.4).
public final class ErrorSetBuilder {
    public var replies = Replies()
    public init() {}
}

/// The keywords of `http-errors` sections.
enum ErrorSetKeywords {
    static let catalogue = Catalogue<ErrorSetBuilder>([])
}
