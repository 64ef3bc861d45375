import Configuration
import Memory
import Samples

extension CheckRuleReader {
    /// The words of `expect`.
    mutating func expectation() throws -> (CheckExpectation, comment: String?) {
        var settings = CheckExpectation.Settings()
        var match: CheckMatch?
        var comment: String?
        guard !arguments.isAtEnd else { throw ConfigurationError("expects at least a matching pattern as arguments.") }
        while let word = arguments.optional() {
            if word.text == "comment" {
                comment = try text(of: "comment").text
            } else if try !option(word, &settings) {
                let next = try self.match(word, &settings)
                guard match == nil else { throw ConfigurationError("only one pattern expected.", at: word) }
                match = next
            }
        }
        guard let match else { throw ConfigurationError("expects at least a matching pattern as arguments.") }
        return (CheckExpectation(match, settings), comment)
    }

    /// Takes what stands in front of the pattern; false when the word is none of that.
    private mutating func option(_ word: Word, _ settings: inout CheckExpectation.Settings) throws -> Bool {
        switch word.text {
        case "min-recv": settings.minimum = try minimum()
        case "ok-status":
            settings.okStatus = try status(
                word, ["L4OK": .layer4OK, "L6OK": .layer6OK, "L7OK": .layer7OK, "L7OKC": .layer7Conditional],
                "'L4OK', 'L6OK', 'L7OK' or 'L7OKC'")
        case "error-status":
            settings.errorStatus = try status(
                word,
                [
                    "L4CON": .layer4Connection, "L6RSP": .layer6Response, "L7RSP": .layer7Response,
                    "L7STS": .layer7Status, "L7OKC": .layer7Conditional,
                ], "'L4CON', 'L6RSP', 'L7RSP' or 'L7STS'")
        case "tout-status":
            settings.timeoutStatus = try status(
                word, ["L4TOUT": .layer4Timeout, "L6TOUT": .layer6Timeout, "L7TOUT": .layer7Timeout],
                "'L4TOUT', 'L6TOUT' or 'L7TOUT'")
        case "on-success": settings.onSuccess = try format(text(of: word.text))
        case "on-error": settings.onError = try format(text(of: word.text))
        case "status-code":
            let value = try self.word("'status-code' expects an expression as argument.")
            settings.statusCode = try expression(value, of: "status-code")
        default: return false
        }
        return true
    }

    private mutating func minimum() throws -> Int? {
        let word = try word("'min-recv' expects a integer as argument.")
        guard let number = Int(word.text), (-1...Int(Int32.max)).contains(number) else {
            throw ConfigurationError("'min-recv' expects -1 or an integer from 0 to INT_MAX.", at: word)
        }
        return number < 0 ? nil : number
    }

    private mutating func status(
        _ name: Word, _ choices: [String: CheckStatus], _ list: String
    ) throws -> CheckStatus {
        let word = try text(of: name.text)
        guard let status = choices[word.text] else {
            throw ConfigurationError("'\(name.text)' only supports \(list) status (got '\(word.text)').", at: word)
        }
        return status
    }

    // MARK: Patterns

    private mutating func match(_ word: Word, _ settings: inout CheckExpectation.Settings) throws -> CheckMatch {
        var name = word.text
        if name == "!" {
            settings.isInverse = true
            name = arguments.optional()?.text ?? ""
        } else if name.hasPrefix("!") {
            settings.isInverse = true
            name = String(name.dropFirst())
        }
        switch (name, kind) {
        case ("string", _): return .text(ConstantBytes(try pattern(name).bytes))
        case ("rstring", _): return .expression(try regularExpression(pattern(name)))
        case ("string-lf", _): return .format(try format(pattern(name)))
        case ("binary", .bytes): return .binary(try digits(pattern(name), ""))
        case ("rbinary", .bytes): return .binaryExpression(try regularExpression(pattern(name)))
        case ("binary-lf", .bytes): return .binaryFormat(try format(pattern(name)))
        case ("status", .http): return .statuses(try statuses(pattern(name)))
        case ("rstatus", .http): return .statusExpression(try regularExpression(pattern(name)))
        case ("hdr", .http): return .header(try header(name, takesWholeValues: false))
        case ("fhdr", .http): return .header(try header(name, takesWholeValues: true))
        default: throw unknownPattern(name, word)
        }
    }

    private func unknownPattern(_ name: String, _ word: Word) -> ConfigurationError {
        let list =
            kind == .http
            ? "[!]string', '[!]rstring', '[!]string-lf', '[!]status', '[!]rstatus', [!]hdr, [!]fhdr or comment"
            : "'[!]binary', '[!]string', '[!]rstring', '[!]string-lf''[!]rbinary', '[!]binary-lf' or comment"
        return ConfigurationError("'only supports min-recv, \(list) but got '\(name)' as argument.", at: word)
    }

    private mutating func pattern(_ name: String) throws -> Word {
        try word("'\(name)' expects a <pattern> as argument.")
    }

    /// Statuses and ranges of them, separated by commas.
    private func statuses(_ word: Word) throws -> [ClosedRange<Int>] {
        if let bad = word.text.first(where: { !$0.isASCII || !($0.isNumber || $0 == "," || $0 == "-") }) {
            throw ConfigurationError("invalid character '\(bad)' in the list of status codes.", at: word)
        }
        return try word.text.split(separator: ",").map { part in
            let ends = part.split(separator: "-", maxSplits: 1, omittingEmptySubsequences: false).map { Int($0) }
            guard let first = ends.first ?? nil, let last = ends.last ?? nil, first <= last else {
                throw ConfigurationError("invalid range of status codes '\(part)'.", at: word)
            }
            return first...last
        }
    }

    // MARK: Header fields

    private mutating func header(_ name: String, takesWholeValues: Bool) throws -> CheckHeaderMatch {
        let problem = "'\(name)' expects at the name keyword as first argument followed by a pattern."
        guard let word = arguments.optional(), word.text == "name" || word.text == "name-lf" else {
            throw ConfigurationError(problem)
        }
        let field = try headerPattern(of: name, isFormat: word.text == "name-lf", or: problem)
        var value: CheckHeaderMatch.Pattern?
        if arguments.peek?.text == "value" || arguments.peek?.text == "value-lf" {
            let isFormat = arguments.optional()?.text == "value-lf"
            value = try headerPattern(
                of: name, isFormat: isFormat, or: "'\(name)' expect a pattern with the value keyword.")
        }
        return CheckHeaderMatch(name: field, value: value, takesWholeValues: takesWholeValues)
    }

    private mutating func headerPattern(
        of name: String, isFormat: Bool, or problem: String
    ) throws -> CheckHeaderMatch.Pattern {
        var method = "str"
        if arguments.flag("-m") {
            let word = try word(
                "'\(name)' : '-m' expects at a matching pattern ('str', 'beg', 'end', 'sub' or 'reg').")
            method = word.text
        }
        if method == "reg" {
            if isFormat {
                throw ConfigurationError("'\(name)': log-format string is not supported with a regex matching method.")
            }
            return .expression(try regularExpression(word(problem)))
        }
        let methods: [String: CheckHeaderMatch.Method] = [
            "str": .string, "beg": .beginning, "end": .end, "sub": .part,
        ]
        guard let kind = methods[method] else {
            throw ConfigurationError(
                "'\(name)' : '-m' only supports 'str', 'beg', 'end', 'sub' or 'reg' (got '\(method)').")
        }
        let word = try word(problem)
        return .format(isFormat ? try format(word) : LogFormat(constant: word.bytes), kind)
    }
}
