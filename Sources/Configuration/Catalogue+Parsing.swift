extension Catalogue {
    /// Parses one line of a section into `target`. All that is wrong goes to `diagnostics`; false if it was an error.
    @discardableResult
    public func parseLine(
        _ line: ConfigurationLine, in context: SectionContext, into target: Target, _ diagnostics: Diagnostics
    ) -> Bool {
        var arguments = Arguments(line, from: 0, in: context, diagnostics: diagnostics)
        arguments.takeNegation()
        let alertsBefore = diagnostics.count(.alert)
        arguments.warnOfEndingWord()
        do {
            let match = try find(&arguments)
            if let match {
                try run(match, &arguments, target)
                if match.row.isParsed { try arguments.expectEnd() }
            }
        } catch {
            arguments.report(error)
        }
        return diagnostics.count(.alert) == alertsBefore
    }

    /// Parses the remaining words, one row after the other: the options of a `bind` or `server` line. After an error
    /// parsing goes on with the next word that starts a row. False if there was an error.
    ///
    /// - Parameter note: gets each row's name, and the word that it starts with.
    @discardableResult
    public func parseOptionWords(
        _ arguments: inout Arguments, into target: Target, at places: SectionSet,
        noting note: (String, Word?) -> Void = { _, _ in }
    ) -> Bool {
        let alertsBefore = arguments.diagnostics.count(.alert)
        let keyword = arguments.keyword
        while !arguments.isAtEnd {
            guard let match = match(arguments, at: places) else {
                arguments.report(unknownOption(arguments, at: places))
                arguments.skip()
                skipToOption(&arguments, at: places)
                continue
            }
            note(match.row.name, arguments.peek)
            do {
                try run(match, &arguments, target)
                if !match.row.isParsed { skipToOption(&arguments, at: places) }
            } catch {
                arguments.report(error)
                skipToOption(&arguments, at: places)
            }
        }
        arguments.keyword = keyword
        return arguments.diagnostics.count(.alert) == alertsBefore
    }

    private func skipToOption(_ arguments: inout Arguments, at places: SectionSet) {
        while !arguments.isAtEnd, match(arguments, at: places) == nil { arguments.skip() }
    }

    private func unknownOption(_ arguments: Arguments, at places: SectionSet) -> ConfigurationError {
        let word = arguments.peek
        let known = rows.filter { !$0.places.isDisjoint(with: places) }.compactMap(\.words.first)
        return ConfigurationError(
            "unknown keyword '\(word?.text ?? "")'", at: word,
            suggestions: Suggestion.nearest(to: word?.text ?? "", among: known))
    }

    /// The row for the next words; nil, with a warning, if the line is to be ignored.
    private func find(_ arguments: inout Arguments) throws(ConfigurationError) -> Match? {
        let context = arguments.context
        if let match = match(arguments, at: context.places) { return match }
        guard let misplaced = match(arguments, at: SectionSet(rawValue: .max)) else { throw unknownKeyword(arguments) }
        let name = misplaced.row.name
        let places = misplaced.row.places
        if misplaced.row.misplacement == .ignored, let warning = context.neglect(of: name, for: places) {
            arguments.warn(warning, at: arguments.peek)
            return nil
        }
        throw ConfigurationError(context.refusal(of: name, for: places), at: arguments.peek)
    }

    private func run(_ match: Match, _ arguments: inout Arguments, _ target: Target) throws(ConfigurationError) {
        let row = match.row
        let word = arguments.peek
        arguments.skip(row.words.count)
        arguments.keyword = row.name
        arguments.suffix = match.suffix
        if arguments.negation != .none && !row.acceptsNegation {
            throw ConfigurationError("negation/default is not supported for '\(row.name)'.", at: word)
        }
        switch row.behaviour {
        case .parse(let parse):
            do {
                try parse(&arguments, target)
            } catch let error as ConfigurationError {
                throw error
            } catch {
                throw ConfigurationError("'\(row.name)' : \(error)", at: word)
            }
        case .planned(let wait):
            throw ConfigurationError("'\(row.name)' is not built yet: it comes with \(wait)", at: word)
        case .removed(let version, let advice):
            throw ConfigurationError(
                "the '\(row.name)' directive is not supported anymore since HAProxy \(version). \(advice)", at: word)
        case .ignored(let reason):
            arguments.warn("'\(row.name)' is ignored. \(reason)", at: word)
        }
    }
}

extension Arguments {
    /// Takes a leading `no` or `default`.
    mutating func takeNegation() {
        switch peek?.text {
        case "no": negation = .no
        case "default": negation = .default
        default: return
        }
        skip()
    }
}
