import Configuration
import Memory

/// Compiles the text of an expression, checking every argument, in HAProxy's words.
public struct ExpressionParser {
    public let scope: ExpressionScope
    public let place: ExpressionPlace

    public init(_ scope: ExpressionScope, at place: ExpressionPlace) {
        self.scope = scope
        self.place = place
    }

    /// Compiles a word, all of it, and the converters in the words behind it.
    public func parse(_ word: Word, following: inout Arguments) throws -> Expression {
        var text = ExpressionText(word.bytes)
        var call = try parseCall(&text)
        guard text.isAtEnd else { throw refusal("unexpected '\(text.rest)' after '\(word.text)'", word) }
        while let next = following.peek, isConverter(next) {
            following.skip()
            var more = ExpressionText(next.bytes)
            try parseConverters(&more, into: &call)
            guard more.isAtEnd else { throw refusal("unexpected '\(more.rest)' after '\(next.text)'", next) }
        }
        return try finish(call, word)
    }

    /// Compiles a whole text.
    public func parse(_ word: Word) throws -> Expression {
        var text = ExpressionText(word.bytes)
        let expression = try parse(&text)
        guard text.isAtEnd else { throw refusal("unexpected '\(text.rest)' behind the expression", word) }
        return expression
    }

    /// Compiles the criterion of an ACL: it may stand where it never matches, which only earns a warning.
    func condition(_ word: Word) throws -> Expression {
        var text = ExpressionText(word.bytes)
        let call = try parseCall(&text)
        guard text.isAtEnd else { throw refusal("unexpected '\(text.rest)' behind the criterion", word) }
        return Expression(
            word.text, fetch: call.fetch, arguments: call.arguments, output: call.output, converters: call.converters)
    }

    /// Compiles an expression that ends where no comma follows; the rest of the text stays.
    func parse(_ text: inout ExpressionText) throws -> Expression {
        let start = text.position
        let call = try parseCall(&text)
        let written = String(decoding: text.bytes[start..<text.position], as: UTF8.self)
        return try finish(call, Word(written, column: place.word?.column))
    }

    // MARK: Calls

    /// What was read of an expression.
    struct Call {
        let fetch: SampleFetch
        let arguments: StepArguments
        /// The fetch's own output, then that of each converter.
        var output: SampleType
        var converters: [(Converter, StepArguments)] = []
    }

    /// Reads a fetch, its arguments and the converters behind it.
    func parseCall(_ text: inout ExpressionText) throws -> Call {
        let name = text.name()
        guard !name.isEmpty else { throw refusal("missing fetch method") }
        guard let fetch = scope.catalogue.fetch(name) else {
            let known = scope.catalogue.fetches.map(\.name)
            throw ConfigurationError(
                "unknown fetch method '\(name)'", at: place.word,
                suggestions: Suggestion.nearest(to: name, among: known))
        }
        if let cause = fetch.waitsFor {
            throw refusal("fetch method '\(name)' is not built yet: it comes with \(cause)")
        }
        scope.used.insert(name)
        let owner = ArgumentReader.Owner.fetch(name)
        var prepared = try ArgumentReader(self, owner).read(&text, fetch.arguments)
        do { try fetch.check?(&prepared) } catch {
            throw refusal("invalid args in fetch method '\(name)' : \(Self.checkFailure(error))")
        }
        let arguments = finish(prepared, fetch.arguments, owner)
        var call = Call(fetch: fetch, arguments: arguments, output: prepared.output ?? fetch.output)
        if text.take(44) { try parseConverters(&text, into: &call) }
        return call
    }

    /// What a row's check said.
    private static func checkFailure(_ error: any Error) -> String {
        (error as? ConfigurationError)?.message ?? "\(error)"
    }

    private func isConverter(_ word: Word) -> Bool {
        var text = ExpressionText(word.bytes)
        return scope.catalogue.converter(text.name()) != nil
    }

    /// Reads converters that are separated by commas; empty ones are left out.
    func parseConverters(_ text: inout ExpressionText, into call: inout Call) throws {
        repeat {
            let name = text.name()
            if name.isEmpty { continue }
            guard let converter = scope.catalogue.converter(name) else {
                let known = scope.catalogue.converters.map(\.name)
                throw ConfigurationError(
                    "unknown converter '\(name)'", at: place.word,
                    suggestions: Suggestion.nearest(to: name, among: known))
            }
            if let cause = converter.waitsFor {
                throw refusal("converter '\(name)' is not built yet: it comes with \(cause)")
            }
            if converter.needsLoop, place.uses == .configuration {
                throw refusal("converter '\(name)' asks for the state of the process, which does not run yet")
            }
            guard call.output.casts(to: converter.input) else {
                throw refusal(
                    "converter '\(name)' cannot be applied: it takes '\(converter.input.name)' and gets '\(call.output.name)'"
                )
            }
            let owner = ArgumentReader.Owner.converter(name, of: call.fetch.name)
            var prepared = try ArgumentReader(self, owner).read(&text, converter.arguments)
            do { try converter.check?(&prepared) } catch {
                throw refusal("invalid args in converter '\(name)' : \(Self.checkFailure(error))")
            }
            call.converters.append((converter, finish(prepared, converter.arguments, owner)))
            let output = prepared.output ?? converter.output
            if output != .same { call.output = output }
        } while text.take(44)
    }

    private func finish(
        _ prepared: PreparedArguments, _ grammar: ArgumentGrammar, _ owner: ArgumentReader.Owner
    ) -> StepArguments {
        var prepared = prepared
        // The step finds the number of a proxy that nobody has named.
        for (position, kind) in grammar.kinds.enumerated() where kind.isImplied && !prepared.has(position) {
            prepared.set(0, at: position)
        }
        let arguments = StepArguments(prepared)
        for (position, kind) in grammar.kinds.enumerated() {
            switch kind {
            case .frontend, .backend, .server, .table, .userList: break
            default: continue
            }
            guard position < prepared.count || position < grammar.required || kind.isImplied && kind != .table else {
                continue
            }
            let description = "arg \(position + 1) of \(owner.keyword)"
            scope.add(kind, prepared.text(position), description, place, arguments, position)
        }
        return arguments
    }

    func finish(_ call: Call, _ word: Word) throws -> Expression {
        guard !call.fetch.places.isDisjoint(with: place.uses) else {
            throw refusal(
                "sample fetch <\(word.text)> may not be reliably used here because it needs '\(call.fetch.places.need)' which is not available here.",
                word)
        }
        return Expression(
            word.text, fetch: call.fetch, arguments: call.arguments, output: call.output, converters: call.converters)
    }

    func refusal(_ message: String, _ word: Word? = nil) -> ConfigurationError {
        ConfigurationError(message, at: word ?? place.word)
    }
}
