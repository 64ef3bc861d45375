import Configuration
import HTTP
import Memory
import Samples

/// Compiles texts of the expression language and evaluates them against one request, whose content is what a check gives.
final class SampleBench {
    private static let head = """
        GET /a/b%20c.html?x=1&y=two HTTP/1.1\r
        host: www.Example.com:8080\r
        x-list: 1, two,, three\r
        cookie: a=1; b=two\r
        authorization: Basic YWxpY2U6c2VjcmV0\r
        \r

        """

    let evaluation = Evaluation(valueLimit: 16384)
    private let message = Message()
    private let arena = Buffer(capacity: 4096)
    private let variables = VariableStore()
    private let registry = PatternRegistry()
    private let scope: ExpressionScope

    init(content: ByteView? = nil) {
        scope = ExpressionScope(
            SampleCatalogue(fetches: SampleFetch.all, converters: Converter.all), patterns: registry)
        arena.append(text: Self.head)
        message.arena = arena
        var parser = H1HeadParser(at: arena.start)
        _ = parser.parseRequest(arena, into: message, limits: H1Limits())
        evaluation.set(request: message, response: nil)
        evaluation.set(streamVariables: variables, sessionVariables: nil)
        if let content { evaluation.set(requestContent: content, responseContent: nil) }
    }

    func parser(at uses: SamplePlaces = .frontendRequest) -> ExpressionParser {
        let line = ConfigurationLine(words: [], location: SourceLocation(file: "fuzz", line: 1), sourceText: "")
        return ExpressionParser(scope, at: ExpressionPlace(line: line, word: nil, section: "f", uses: uses))
    }

    /// The loop's view of what was compiled; to be made before anything is evaluated.
    func ready() {
        evaluation.patterns = PatternReaders(registry)
        evaluation.begin()
    }

    /// The bytes of a value, which are never longer than a value may be; nil without one.
    func bytes(_ expression: Expression) throws(Violation) -> [UInt8]? {
        evaluation.begin()
        let value = expression.evaluate(evaluation, as: .string)?.view?.bytes
        try require(value?.count ?? 0 <= max(evaluation.valueLimit, 16384), "a value of \(value?.count ?? 0) bytes")
        return value
    }

    /// What can be told of a failure to compile: it has a message, and that shows no control characters.
    static func checkRefusal(_ error: any Error) throws(Violation) {
        guard let error = error as? ConfigurationError else { throw Violation("refused with \(error)") }
        try require(!error.message.isEmpty, "refused without a message")
    }
}

/// Texts that would make the machine part of the result are left out: files, names to resolve, the clock, chance.
enum ReproducibleText {
    private static let words = [
        "map", "jwt", "-f", "env", "rand", "uuid", "date", "hostname", "pid", "nbproc", "time", "enc", "src", "dst",
        "ip",
        "addr", "debug", "uptime", "thread", "proc.", "conn", "stopping", "cpu",
    ]

    static func isOne(_ bytes: [UInt8]) -> Bool {
        let text = String(decoding: bytes, as: UTF8.self).lowercased()
        return !words.contains { text.contains($0) }
    }
}
