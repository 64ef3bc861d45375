extension ConfigurationReader {
    private static let directives = [".if", ".elif", ".else", ".endif", ".diag", ".notice", ".warning", ".alert"]

    /// Lines that start with a dot (section 2.4).
    mutating func readDirective(_ line: ConfigurationLine) {
        let directive = line.words[0].text
        switch directive {
        case ".if": openBlock(line)
        case ".elif":
            let truth = blocks.awaitsCondition ? condition(of: line) : nil
            report(blocks.alternative(condition: truth), line)
        case ".else":
            report(blocks.otherwise(), line)
            refuseArguments(line)
        case ".endif":
            report(blocks.close(), line)
            refuseArguments(line)
        default:
            guard blocks.isActive else { return }
            readMessage(directive, line)
        }
    }

    private mutating func openBlock(_ line: ConfigurationLine) {
        if blocks.depth == ConditionalBlocks.maximumDepth {
            report("too many nested '.if', max is \(ConditionalBlocks.maximumDepth).", line)
        }
        let isWanted = blocks.isActive && blocks.depth < ConditionalBlocks.maximumDepth
        blocks.open(at: line.location, condition: isWanted ? condition(of: line) : nil)
    }

    /// The truth of the expression of a line, or nil with a diagnostic if it cannot be evaluated.
    private func condition(of line: ConfigurationLine) -> Bool? {
        let expression = line.words.dropFirst().map(\.text).joined(separator: " ")
        do {
            return try Condition.evaluate(expression, facts: facts, environment: environment)
        } catch {
            let directive = line.words[0].text
            let problem = "\(error.message) in '\(directive)' at position \(error.position)"
            diagnostics.add(
                Diagnostic(
                    .alert, problem, at: line.location, form: .line, suggestions: error.suggestions,
                    excerpt: "\(directive) \(expression)", caret: directive.utf8.count + 1 + error.position))
            return nil
        }
    }

    private func readMessage(_ directive: String, _ line: ConfigurationLine) {
        let severity: Diagnostic.Severity
        switch directive {
        case ".diag": severity = .diag
        case ".notice": severity = .notice
        case ".warning": severity = .warning
        case ".alert": severity = .alert
        default:
            let nearest = Suggestion.nearest(to: directive, among: ConfigurationReader.directives)
            let problem = "unknown directive '\(directive)'\(nearest.isEmpty ? "." : "")"
            let column = line.words[0].column
            diagnostics.add(line.diagnostic(.alert, problem, column: column, form: .line, suggestions: nearest))
            return
        }
        if let extra = line.words.dropFirst(2).first, !extra.isEmpty {
            let problem = "Unexpected argument '\(extra.text)' for '\(directive)'. "
            report(problem + "Use quotes if the message should contain spaces.", line, column: extra.column)
        } else {
            let text = line.words.dropFirst().first?.text ?? ""
            diagnostics.add(line.diagnostic(severity, "'\(text)'.", form: .line))
        }
    }

    private func refuseArguments(_ line: ConfigurationLine) {
        guard let extra = line.words.dropFirst().first, !extra.isEmpty else { return }
        report("Unexpected argument '\(extra.text)' for '\(line.words[0].text)'.", line, column: extra.column)
    }

    private func report(_ problem: String?, _ line: ConfigurationLine, column: Int? = nil) {
        guard let problem else { return }
        diagnostics.add(line.diagnostic(.alert, problem, column: column, form: .line))
    }
}
