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

    /// Names the rule in the messages about it.
    mutating func announceRule(_ rule: String) {
        let kind = context.keyword == "listen" ? "proxy" : context.keyword
        subject = "error detected in \(kind) '\(context.name ?? "")' while parsing \(rule) rule"
    }
}
