import Configuration
import Memory

/// Compiles the text of a log format.
struct LogFormatParser {
    private var text: ExpressionText
    private let parser: ExpressionParser
    private let mergesBlanks: Bool
    private var nodes: [LogFormat.Node] = []
    private var literal: [UInt8] = []
    /// Flags of the whole format, set by `%o`.
    private var flags: LogFormatFlags = []
    private var aliasOfHTTP: String?

    init(_ bytes: [UInt8], _ parser: ExpressionParser, mergesBlanks: Bool) {
        text = ExpressionText(bytes)
        self.parser = parser
        self.mergesBlanks = mergesBlanks
    }

    mutating func parse() throws -> LogFormat {
        while let byte = text.next {
            if byte == 37 {
                _ = text.take(37)
                try parseItem()
            } else if mergesBlanks, byte == 32 || byte == 9 {
                while text.take(32) || text.take(9) {}
                endLiteral()
                nodes.append(.separator)
            } else {
                _ = text.take(byte)
                literal.append(byte)
            }
        }
        endLiteral()
        return LogFormat(
            nodes, text: String(decoding: text.bytes, as: UTF8.self), aliasOfHTTP: aliasOfHTTP,
            mapFlags: flags.encodes ? flags : nil)
    }

    private mutating func endLiteral() {
        guard !literal.isEmpty else { return }
        nodes.append(.text(ConstantBytes(literal)))
        literal = []
    }

    private mutating func parseItem() throws {
        guard text.next != nil else { throw parser.refusal("truncated line after '%'.") }
        if text.take(37) { return literal.append(37) }
        var item = LogItem(flags: flags)
        if text.take(40) { try parseName(into: &item) }
        var own = flags
        let start = text.position
        let hasFlags = text.take(123)
        if hasFlags { own = try parseFlags(own) }
        let name = text.take(91) ? nil : aliasName()
        guard let name else {
            item.flags = ownFlags(own)
            return try parseExpression(item)
        }
        if name.isEmpty, hasFlags {
            let near = String(decoding: text.bytes[start..<text.position], as: UTF8.self)
            throw parser.refusal("parse argument modifier without variable name near '%\(near)'.")
        }
        if name == "o" {
            // It takes no room of its own, and neither does the blank behind it.
            flags = own
            if mergesBlanks { while text.take(32) {} }
            return
        }
        item.flags = ownFlags(own)
        try parseAlias(name, item)
    }

    /// Raw bytes are for the whole format only.
    private func ownFlags(_ wished: LogFormatFlags) -> LogFormatFlags {
        flags.contains(.binary) ? wished.union(.binary) : wished.subtracting(.binary)
    }

    /// `(name:type)`, which encodings use.
    private mutating func parseName(into item: inout LogItem) throws {
        let start = text.position
        while let byte = text.next, byte != 41 { _ = text.take(byte) }
        let written = text.bytes[start..<text.position]
        guard text.take(41) else { throw parser.refusal("missing ')' behind the name of an item.") }
        let parts = written.split(separator: 58, maxSplits: 1, omittingEmptySubsequences: false)
        if let name = parts.first, !name.isEmpty { item.name = ConstantBytes(Array(name)) }
        guard parts.count == 2, let word = parts.last.map({ String(decoding: $0, as: UTF8.self) }) else { return }
        guard let kind = LogItem.Kind(word: word) else {
            throw ConfigurationError(
                "unexpected output format typecast '\(word)' of an item", at: parser.place.word,
                suggestions: Suggestion.nearest(to: word, among: LogItem.Kind.words))
        }
        item.kind = kind
    }

    private mutating func parseFlags(_ before: LogFormatFlags) throws -> LogFormatFlags {
        var result = before
        var word: [UInt8] = []
        while let byte = text.next {
            _ = text.take(byte)
            if byte != 44, byte != 125 {
                word.append(byte)
                continue
            }
            try apply(String(decoding: word, as: UTF8.self), to: &result)
            word = []
            if byte == 125 { return result }
        }
        throw parser.refusal("truncated line after '\(String(decoding: word, as: UTF8.self))'.")
    }

    private func apply(_ word: String, to flags: inout LogFormatFlags) throws {
        guard let sign = word.first, sign == "+" || sign == "-" else { return }
        let name = String(word.dropFirst())
        guard let flag = LogFormatFlags.names.first(where: { $0.name == name })?.flag else {
            throw ConfigurationError(
                "unknown flag '\(name)' of a log format", at: parser.place.word,
                suggestions: Suggestion.nearest(to: name, among: LogFormatFlags.names.map(\.name)))
        }
        // There is one encoding at a time.
        if sign == "+", flag.encodes { flags.subtract([.json, .cbor]) }
        if sign == "+" { flags.insert(flag) } else { flags.remove(flag) }
    }

    private mutating func aliasName() -> String {
        let start = text.position
        while let byte = text.next, byte &- 48 < 10 || (byte | 0x20) &- 97 < 26 { _ = text.take(byte) }
        return String(decoding: text.bytes[start..<text.position], as: UTF8.self)
    }

    private mutating func parseAlias(_ name: String, _ item: LogItem) throws {
        if parser.place.uses == .configuration {
            throw ConfigurationError(
                "format alias '\(name)' tells of a stream, and there is none yet; '%[…]' takes what is known now, such as "
                    + "'hostname', 'pid', 'date' and 'env(…)'.", at: parser.place.word)
        }
        guard let alias = parser.scope.catalogue.alias(name) else {
            throw ConfigurationError(
                "no such format alias '\(name)'. If you wanted to emit the '%' character verbatim, you need to use '%%'.",
                at: parser.place.word,
                suggestions: Suggestion.nearest(to: name, among: parser.scope.catalogue.aliases.map(\.name)))
        }
        if let cause = alias.waitsFor { throw parser.refusal("'%\(name)' is not built yet: it comes with \(cause)") }
        parser.scope.used.insert("%" + name)
        if alias.needsHTTP, aliasOfHTTP == nil { aliasOfHTTP = name }
        endLiteral()
        nodes.append(.alias(alias, item))
    }

    private mutating func parseExpression(_ item: LogItem) throws {
        let start = text.position
        while text.take(32) {}
        let expression: Expression
        do {
            expression = try parser.parse(&text)
        } catch let error as ConfigurationError {
            let written = String(decoding: text.bytes[start...].prefix { $0 != 93 }, as: UTF8.self)
            throw ConfigurationError(
                "failed to parse sample expression <\(written)> : \(error.message)", at: parser.place.word,
                suggestions: error.suggestions)
        }
        while text.take(32) {}
        let written = String(decoding: text.bytes[start..<text.position], as: UTF8.self)
        guard let next = text.next else { throw parser.refusal("missing ']' after '\(written)'.") }
        guard text.take(93) else {
            throw parser.refusal("expected ']' after '\(written)', but found '\(Character(UnicodeScalar(next)))'.")
        }
        endLiteral()
        nodes.append(.expression(expression, item))
    }
}

extension ExpressionParser {
    /// Compiles a format.
    ///
    /// - Parameter mergesBlanks: several blanks are one, as in log lines.
    public func format(_ bytes: [UInt8], mergesBlanks: Bool = false) throws -> LogFormat {
        var parser = LogFormatParser(bytes, self, mergesBlanks: mergesBlanks)
        return try parser.parse()
    }

    /// Compiles a format whose text stands in the head of a message.
    public func headFormat(_ bytes: [UInt8], mergesBlanks: Bool = false) throws -> LogFormat {
        try format(bytes, mergesBlanks: mergesBlanks).inHead(at: place.word)
    }
}

extension LogFormat {
    /// The format itself, where its text stands in the head of a message: that has no raw bytes.
    public func inHead(at word: Word?) throws(ConfigurationError) -> LogFormat {
        guard isRaw else { return self }
        throw ConfigurationError(
            "'+bin' is not usable in the head of a message: raw bytes could end a line of it.", at: word)
    }
}
