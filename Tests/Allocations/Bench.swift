import Configuration
import HTTP
import Memory
import Samples

/// What is evaluated, and what it is evaluated against.
final class Bench {
    struct Subject {
        let name: String
        /// False when there is no result.
        let run: () -> Bool
    }

    private static let head = """
        GET /a/b.html?x=1 HTTP/1.1\r
        host: WWW.Example.com:80\r
        user-agent: agent-999\r
        accept: text/html\r
        \r

        """

    private(set) var subjects: [Subject] = []
    private let evaluation = Evaluation(valueLimit: 16384)
    private let message = Message()
    private let arena = Buffer(capacity: 16384)
    private let parser: ExpressionParser
    private let registry: PatternRegistry

    init(folder: String) throws {
        registry = PatternRegistry()
        let scope = ExpressionScope(
            SampleCatalogue(fetches: SampleFetch.all, converters: Converter.all), patterns: registry)
        let line = ConfigurationLine(words: [], location: SourceLocation(file: "bench", line: 1), sourceText: "")
        parser = ExpressionParser(
            scope, at: ExpressionPlace(line: line, word: nil, section: "f", uses: .frontendRequest))
        read()
        try add(expression: "req.hdr(host),lower,field(1,:),bytes(4)")
        try add(expression: "req.hdr(host),host_only,lower,map(\(folder)/map)")
        try add(condition: "{ req.hdr(user-agent) -m str -f \(folder)/list }")
        try add(condition: "{ req.hdr(user-agent) -i -m reg ^AGENT-[0-9]+$ } !{ path_beg /admin }")
        try addField()
        evaluation.patterns = PatternReaders(registry)
    }

    private func read() {
        message.reset()
        arena.reset()
        arena.append(text: Self.head)
        message.arena = arena
        var head = H1HeadParser(at: arena.start)
        _ = head.parseRequest(arena, into: message, limits: H1Limits())
        evaluation.set(request: message, response: nil)
    }

    private func add(expression text: String) throws {
        let expression = try parser.parse(Word(text))
        subjects.append(
            Subject(name: text) { [evaluation] in
                evaluation.begin()
                return expression.evaluate(evaluation, as: .string) != nil
            })
    }

    private func add(condition text: String) throws {
        var table = ACLTable()
        let condition = try ACLConditionParser.parse(
            text.split(separator: " ").map { Word(String($0)) }, isUnless: false, parser, &table)
        subjects.append(
            Subject(name: text) { [evaluation] in
                evaluation.begin()
                return condition.matches(evaluation) == .yes
            })
    }

    /// What `set-header` does to a message that was just parsed.
    private func addField() throws {
        let format = try parser.format(Array("%[req.hdr(host),lower] %[path]".utf8))
        let name = ConstantBytes(Array("x-new".utf8))
        subjects.append(
            Subject(name: "http-request set-header x-new \"\(format.text)\"") { [self] in
                read()
                evaluation.begin()
                guard let value = format.evaluate(evaluation) else { return false }
                message.removeFields(named: name.view)
                return message.addField(name.view, value)
            })
    }
}
