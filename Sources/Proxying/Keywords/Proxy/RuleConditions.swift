import Configuration
import Samples

extension Arguments {
    /// The end of a rule, where a condition may stand.
    ///
    /// - Parameters:
    ///   - rule: what messages call it: `http-request deny`.
    ///   - noun: what messages about the condition call it.
    mutating func condition(
        of rule: String, _ proxy: ProxyBuilder, uses: SamplePlaces, noun: String = "condition"
    ) throws -> ACLCondition? {
        guard let word = peek else { return nil }
        guard word.text == "if" || word.text == "unless" else { throw ReplyArguments.unexpected(word, rule) }
        skip()
        let words = remaining()
        let place = ExpressionPlace(line: line, word: words.first ?? word, section: context.name ?? "", uses: uses)
        let parser = ExpressionParser(proxy.expressions, at: place)
        do {
            let condition = try ACLConditionParser.parse(
                words, isUnless: word.text == "unless", parser, &proxy.conditions)
            warn(of: condition, uses)
            return condition
        } catch let error as ConfigurationError {
            let article = rule.hasPrefix("http") ? "an" : "a"
            throw ConfigurationError(
                "error detected while parsing \(article) '\(rule)' \(noun) : \(error.message)", column: error.column,
                suggestions: error.suggestions)
        }
    }

    /// The condition that must end a line.
    mutating func requiredCondition(
        of rule: String, _ proxy: ProxyBuilder, uses: SamplePlaces, noun: String = "condition"
    ) throws -> ACLCondition {
        let word = peek
        guard word?.text == "if" || word?.text == "unless",
            let condition = try condition(of: rule, proxy, uses: uses, noun: noun)
        else {
            throw ConfigurationError("'\(rule)' requires either 'if' or 'unless' followed by a condition.", at: word)
        }
        return condition
    }

    /// Warns of ACLs that can never match where the rule is run.
    private func warn(of condition: ACLCondition, _ uses: SamplePlaces) {
        for term in condition.terms {
            guard let test = term.acl.tests.first(where: { $0.expression.places.isDisjoint(with: uses) }) else {
                continue
            }
            let name = term.acl.name.isEmpty ? "anonymous acl" : "acl '\(term.acl.name)'"
            warn(
                "\(name) will never match because it uses keyword '\(test.expression.fetchName)' which is incompatible "
                    + "with '\(uses.name)'")
        }
    }

    /// `'http-request' not allowed in anonymous 'defaults' section.`
    mutating func refuseAnonymousDefaults() throws(ConfigurationError) {
        guard context.places.contains(.defaults), context.name == nil else { return }
        let rule = keyword.split(separator: " ").first.map(String.init) ?? keyword
        throw ConfigurationError("'\(rule)' not allowed in anonymous 'defaults' section.")
    }

    /// Warns of a rule that is never reached, or reached earlier than its place says.
    func warnOfRule(_ kind: RuleSetKind, behind proxy: ProxyBuilder) {
        if proxy.ruleLines[kind]?.last?.isFinal == true {
            warn("previous '\(kind.words)' action is final and has no condition attached, further entries are NOOP.")
        }
        if let later = kind.processedAfter.first(where: { proxy.ruleLines[$0] != nil }) {
            warnOfOrder("tcp-request", later.words)
        }
        guard kind == .httpRequest || kind == .tcpContent else { return }
        let rule = kind == .httpRequest ? "http-request" : "tcp-request content"
        if kind == .tcpContent, proxy.ruleLines[.httpRequest] != nil {
            warnOfOrder(rule, "http-request")
        } else if !proxy.redirections.isEmpty {
            warnOfOrder(rule, "redirect")
        } else if !proxy.switchingLines.isEmpty {
            warnOfOrder(rule, "use_backend")
        }
    }

    func warnOfOrder(_ rule: String, _ earlier: String) {
        warn("a '\(rule)' rule placed after a '\(earlier)' rule will still be processed before.")
    }

    /// Names the rule in the messages about it.
    mutating func announceRule(_ rule: String) {
        let kind = context.keyword == "listen" ? "proxy" : context.keyword
        subject = "error detected in \(kind) '\(context.name ?? "")' while parsing \(rule) rule"
    }
}

extension RuleSetKind {
    /// The rules on a connection that are run after these, in their order.
    fileprivate var processedAfter: [RuleSetKind] {
        switch self {
        case .tcpConnection: [.tcpSession, .tcpContent]
        case .tcpSession: [.tcpContent]
        case .tcpContent, .tcpResponse, .httpRequest, .httpResponse, .httpAfterResponse: []
        }
    }
}
