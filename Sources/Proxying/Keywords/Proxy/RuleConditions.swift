import Configuration

extension Arguments {
    /// The end of a rule, where a condition may stand: those are not built yet.
    mutating func refuseCondition(of rule: String) throws(ConfigurationError) {
        guard let word = peek else { return }
        guard word.text == "if" || word.text == "unless" else { throw ReplyArguments.unexpected(word, rule) }
        throw ConfigurationError(
            "'\(word.text)' is not built yet: conditions come with the expression language", at: word)
    }

    /// `'http-request' not allowed in anonymous 'defaults' section.`
    mutating func refuseAnonymousDefaults() throws(ConfigurationError) {
        guard context.places.contains(.defaults), context.name == nil else { return }
        let rule = keyword.split(separator: " ").first.map(String.init) ?? keyword
        throw ConfigurationError("'\(rule)' not allowed in anonymous 'defaults' section.")
    }

    /// Warns of a rule that is never reached, or reached earlier than its place says.
    func warnOfRequestRule(behind proxy: ProxyBuilder) {
        if proxy.rules.last?.isFinal == true {
            warn("previous 'http-request' action is final and has no condition attached, further entries are NOOP.")
        }
        if !proxy.redirections.isEmpty {
            warnOfOrder("http-request", "redirect")
        } else if proxy.usedBackendLine != nil {
            warnOfOrder("http-request", "use_backend")
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
