import Configuration
import Proxying
import Samples

/// Variables of the process (management guide, `get var` and `set var`).
extension Command {
    /// `get var <name>`
    static let getVariable = Command(
        "get var", arguments: "<name>", summary: "retrieve contents of a process-wide variable", level: .operatorLevel
    ) { request in
        guard !request.argument(0).isEmpty else { return request.refuse("Missing process-wide variable identifier.") }
        guard let name = try? VariableName(request.argument(0)), name.scope == .process,
            let value = evaluation(request).text(of: name)
        else { return request.refuse("Variable not found.") }
        let text = value.text.map { "<\(String(decoding: $0, as: UTF8.self))>" } ?? "undef"
        request.answer("\(name.text): type=\(value.type.name) value=\(text)\n")
    }

    /// `set var <name> [expr | fmt] <expression>`
    static let setVariable = Command(
        "set var", arguments: "<name> [fmt|expr] {<fmt>|<expr>}",
        summary: "set variable from an expression/format", level: .operatorLevel, isHidden: true
    ) { request in
        guard request.session?.isExperimental == true else {
            return request.refuse("This command is restricted to experimental mode only.")
        }
        guard !request.argument(0).isEmpty else { return request.refuse("Missing process-wide variable identifier.") }
        guard !request.argument(1).isEmpty else {
            return request.refuse("Missing either 'expr', 'fmt' or expression.")
        }
        do { try set(request) } catch let error as ConfigurationError {
            request.refuse(error.message)
        } catch {
            request.refuse("\(error)")
        }
    }

    private static func set(_ request: CommandRequest) throws {
        let name = try VariableName(request.argument(0))
        guard name.scope == .process else {
            return request.refuse(
                "'set var': cannot set variable '\(request.argument(0))', only scope 'proc' is permitted here.")
        }
        let isStated = ["expr", "fmt"].contains(request.argument(1))
        let word = Word(request.argument(isStated ? 2 : 1))
        let scope = ExpressionScope(.all)
        let place = ExpressionPlace(
            line: ConfigurationLine(words: [word], location: SourceLocation(file: "CLI", line: 1), sourceText: ""),
            word: word, section: "", uses: .runtime)
        let parser = ExpressionParser(scope, at: place)
        let isSet: Bool
        if request.argument(1) == "fmt" {
            isSet = request.api.context.set(name, to: try parser.format(word.bytes))
        } else {
            let expression = try parser.parse(word)
            // Names of proxies and servers are looked up when a configuration is read.
            guard scope.takePending().isEmpty else {
                return request.refuse("an expression that names a proxy or a server is not available here")
            }
            isSet = request.api.context.set(name, to: expression)
        }
        if isSet { request.answer("") } else { request.refuse("The value cannot be set.") }
    }

    private static func evaluation(_ request: CommandRequest) -> ProcessEvaluation {
        ProcessEvaluation(
            request.generation.variables, valueLimit: request.generation.global.tuning.bufferSize)
    }
}
