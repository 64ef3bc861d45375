import Configuration
import HTTP
import Memory

@testable import Samples

/// Evaluates the text of an expression against a request, and shows the result as text.
final class ExpressionBench {
    let scope = ExpressionScope(SampleCatalogue(fetches: SampleFetch.all, converters: Converter.all))
    let evaluation = Evaluation(valueLimit: 16384)
    let message = Message()
    let arena = Buffer(capacity: 16384)
    let variables = VariableStore()
    /// What the evaluation looks at without counting.
    var kept: [AnyObject] = []

    init(_ head: String = "GET /a/b.html?x=1 HTTP/1.1\r\nhost: www.example.com:80\r\n\r\n") {
        arena.append(text: head)
        var parser = H1HeadParser(at: 0)
        message.arena = arena
        _ = parser.parseRequest(arena, into: message, limits: H1Limits())
        evaluation.set(request: message, response: nil)
        evaluation.set(streamVariables: variables, sessionVariables: nil)
    }

    func compile(_ text: String, in uses: SamplePlaces = .frontendRequest) throws -> Expression {
        let line = ConfigurationLine(
            words: [Word(text)], location: SourceLocation(file: "test.cfg", line: 1), sourceText: text)
        let place = ExpressionPlace(line: line, word: Word(text), section: "f", uses: uses)
        return try ExpressionParser(scope, at: place).parse(Word(text))
    }

    /// The result as text; nil without one.
    func text(_ expression: String) throws -> String? {
        let compiled = try compile(expression)
        evaluation.begin()
        guard let value = compiled.evaluate(evaluation, as: .string), let view = value.view else { return nil }
        return String(decoding: view.bytes, as: UTF8.self)
    }

    /// The message with which an expression is refused.
    func refusal(_ expression: String) -> String {
        do {
            _ = try compile(expression)
            return "accepted"
        } catch let error as ConfigurationError {
            return error.message
        } catch {
            return "\(error)"
        }
    }
}
