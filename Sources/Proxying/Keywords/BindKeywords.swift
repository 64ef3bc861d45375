import Configuration

/// The words of `bind` lines, in alphabetical order.
public enum BindKeywords {
    public static let catalogue = Catalogue<BindBuilder>([.bindName, .bindLevel, .bindMode])
}

extension Keyword<BindBuilder> {
    static let bindName = Keyword("name", in: .bindLine, usage: "<name>", summary: "Names the socket in statistics.") {
        arguments, bind in
        bind.settings.name = try arguments.next(named: "<name>").text
    }

    /// `level { user | operator | admin }`
    static let bindLevel = Keyword(
        "level", in: .bindLine, usage: "<level>", summary: "Limits what clients of the socket may do."
    ) {
        arguments, bind in
        bind.settings.level = try arguments.oneOf([
            "user": AccessLevel.user, "operator": .operatorLevel, "admin": .admin,
        ])
    }

    /// `mode <octal>`
    static let bindMode = Keyword(
        "mode", in: .bindLine, usage: "<mode>", summary: "Sets the permissions of a unix socket."
    ) {
        arguments, bind in
        let word = try arguments.next(named: "<mode>")
        guard let mode = UInt32(word.text, radix: 8), mode <= 0o7777 else {
            throw ConfigurationError("'mode' expects an octal number such as 600 (got '\(word.text)')", at: word)
        }
        bind.settings.mode = mode
    }
}
