import Configuration
import Memory

extension SampleFetch {
    /// The log line at hand, without its header; no configuration can name it.
    fileprivate static let logLine = SampleFetch("log line", gives: .string, in: .everywhere) { _, evaluation in
        evaluation.content(.request, as: .raw).map { .string($0) }
    }
}

extension ExpressionParser {
    /// Compiles a list of converters that are applied to log lines (`balance log-hash`): whoever evaluates it sets the line as
    /// the content of the request.
    public func parseConvertersOfLogLines(_ word: Word) throws -> Expression {
        var text = ExpressionText(word.bytes)
        var call = Call(fetch: .logLine, arguments: .none, output: .string)
        try parseConverters(&text, into: &call)
        guard text.isAtEnd else { throw refusal("unexpected '\(text.rest)' behind the converters", word) }
        guard !call.converters.isEmpty else { throw refusal("no converter in '\(word.text)'", word) }
        return try finish(call, word)
    }
}
