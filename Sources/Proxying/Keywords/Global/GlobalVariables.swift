import Configuration
import Samples

extension Keyword<GlobalBuilder> {
    /// `set-var`, `set-var-fmt` and `tune.vars.*`: variables of the process, and what variables may take (manual, 3.1 and 3.2).
    static let variables: [Keyword] = [
        Keyword(
            "set-var", in: .global, usage: "<name> <expr>", summary: "Sets a variable of the process to a value."
        ) { arguments, global in
            let name = try name(&arguments, "a sample expression")
            guard let word = arguments.optional() else { throw missing(arguments, "a sample expression") }
            guard let parser = parser(arguments, word, global) else { return }
            let expression = try parser.parse(word, following: &arguments)
            let evaluation = ProcessEvaluation(global.variables, valueLimit: global.settings.tuning.bufferSize)
            evaluation.set(name, to: expression)
        },
        Keyword(
            "set-var-fmt", in: .global, usage: "<name> <fmt>", summary: "Sets a variable of the process to a text."
        ) { arguments, global in
            let name = try name(&arguments, "a format string")
            guard let word = arguments.optional() else { throw missing(arguments, "a format string") }
            guard let parser = parser(arguments, word, global) else { return }
            let format = try parser.format(word.bytes)
            let evaluation = ProcessEvaluation(global.variables, valueLimit: global.settings.tuning.bufferSize)
            evaluation.set(name, to: format)
        },
        limit("global", \.global, "all variables"), limit("proc", \.process, "variables of the process"),
        limit("sess", \.session, "variables of a session"), limit("txn", \.transaction, "variables of a transaction"),
        limit("reqres", \.exchange, "variables of a request or a response"),
    ]

    private static func limit(
        _ name: String, _ field: WritableKeyPath<VariableLimits, Int> & Sendable, _ what: String
    ) -> Keyword {
        Keyword("tune.vars.\(name)-max-size", in: .global, usage: "<size>", summary: "Limits the memory of \(what).") {
            arguments, global in
            let size = try arguments.size(named: "<size>", in: 0...Int(UInt32.max)).rawValue
            global.settings.variableLimits[keyPath: field] = size == 0 ? .max : size
        }
    }

    private static func name(_ arguments: inout Arguments, _ value: String) throws -> VariableName {
        guard let word = arguments.optional() else { throw missing(arguments, value) }
        let name: VariableName
        do { name = try VariableName(word.text) } catch { throw ConfigurationError("\(error)", at: word) }
        guard name.scope == .process else {
            throw ConfigurationError(
                "'\(arguments.keyword)': cannot set variable '\(word.text)', only scope 'proc' is permitted in the global "
                    + "section.", at: word)
        }
        return name
    }

    private static func missing(_ arguments: Arguments, _ value: String) -> ConfigurationError {
        ConfigurationError(
            "'\(arguments.keyword)' requires a process-wide variable name ('proc.<name>') and \(value).")
    }

    private static func parser(_ arguments: Arguments, _ word: Word, _ global: GlobalBuilder) -> ExpressionParser? {
        let place = ExpressionPlace(line: arguments.line, word: word, section: "", uses: .configuration)
        return global.expressions.map { ExpressionParser($0, at: place) }
    }
}
