import Configuration

/// The description of an answer behind `http-request return`, `http-request deny` and `http-error` (manual, 4.4).
struct ReplyArguments {
    enum Source {
        /// Payload, fields or an own file.
        case own(Reply)
        /// `errorfiles <name>`
        case section(String)
        /// What the proxy answers to the status anyway: `default-errorfiles`.
        case proxy
    }
    let status: UInt16
    let source: Source
    /// Whether anything but a status was said.
    let isDescribed: Bool

    private var draft: ReplyDraft
    private var origin: String?
    private var file: Word?
    private var section: String?

    /// Reads up to the end, or up to a word that belongs to something else, such as `if`.
    static func parse(_ arguments: inout Arguments, defaultStatus: UInt16) throws -> ReplyArguments {
        var reading = ReplyArguments(status: defaultStatus)
        while let word = arguments.peek {
            guard try reading.take(word, &arguments) else { break }
        }
        return try reading.finished(arguments)
    }

    private init(status: UInt16) {
        self.status = status
        source = .proxy
        isDescribed = false
        draft = ReplyDraft(status: status)
    }

    private init(_ reading: ReplyArguments, _ source: Source) {
        draft = reading.draft
        status = reading.draft.status
        self.source = source
        isDescribed = reading.origin != nil || !reading.draft.headers.isEmpty
    }

    /// Takes one part of the description; false at a word that is none.
    private mutating func take(_ word: Word, _ arguments: inout Arguments) throws -> Bool {
        switch word.text {
        case "status", "deny_status":
            arguments.skip()
            draft.status = try ReplyArguments.status(&arguments, word)
        case "content-type":
            arguments.skip()
            draft.contentType = try ReplyArguments.value(&arguments, word, "<type>").bytes
        case "hdr":
            arguments.skip()
            guard let name = arguments.optional(), let value = arguments.optional() else {
                throw ConfigurationError("'hdr' expects <name> and <value> as arguments.", at: word)
            }
            try ReplyArguments.refuseFormat(value)
            draft.headers.append((name: Array(name.text.lowercased().utf8), value: value.bytes))
        case "default-errorfiles", "errorfile", "errorfiles", "file", "string", "lf-file", "lf-string":
            try takeSource(word, &arguments)
        default: return false
        }
        return true
    }

    private mutating func takeSource(_ word: Word, _ arguments: inout Arguments) throws {
        if let origin {
            throw ConfigurationError("unexpected '\(word.text)' argument, '\(origin)' already defined.", at: word)
        }
        arguments.skip()
        origin = word.text
        switch word.text {
        case "errorfile": file = try ReplyArguments.value(&arguments, word, "<file>")
        case "errorfiles": section = try ReplyArguments.value(&arguments, word, "<http-errors-name>").text
        case "string": draft.payload = try ReplyArguments.value(&arguments, word, "<str>").bytes
        case "file":
            let path = try ReplyArguments.value(&arguments, word, "<file>")
            guard let bytes = ContentFile.read(path.text) else {
                throw ConfigurationError("error opening file '\(path.text)'.", at: path)
            }
            draft.payload = bytes
        case "lf-file", "lf-string":
            throw ConfigurationError(
                "'\(word.text)' is not built yet: it comes with the expression language", at: word)
        default: break
        }
    }

    private func finished(_ arguments: Arguments) throws -> ReplyArguments {
        if let section { return ReplyArguments(self, .section(section)) }
        if origin == "default-errorfiles" { return ReplyArguments(self, .proxy) }
        if let file {
            guard let bytes = ContentFile.read(file.text) else {
                throw ConfigurationError("error opening file '\(file.text)'.", at: file)
            }
            do throws(ReplyFile.Failure) {
                return ReplyArguments(self, .own(try ReplyFile.parse(bytes, status: draft.status)))
            } catch let failure {
                throw ConfigurationError("'\(file.text)': \(failure.message)", at: file)
            }
        }
        if let payload = draft.payload, !payload.isEmpty, draft.contentType == nil {
            throw ConfigurationError("a content type must be defined when non-empty payload is configured.")
        }
        if draft.payload == nil, let type = draft.contentType {
            arguments.warn(
                "content-type '\(String(decoding: type, as: UTF8.self))' ignored by the http reply because neither "
                    + "errorfile nor payload defined.")
        }
        return ReplyArguments(self, .own(draft.reply()))
    }

    private static func value(_ arguments: inout Arguments, _ word: Word, _ name: String) throws -> Word {
        guard let value = arguments.optional() else {
            throw ConfigurationError("'\(word.text)' expects \(name) as argument.", at: word)
        }
        return value
    }

    private static func status(_ arguments: inout Arguments, _ word: Word) throws -> UInt16 {
        let code = try value(&arguments, word, "<status_code>")
        guard let status = UInt16(code.text), (200...599).contains(status) else {
            throw ConfigurationError("Unexpected status code '\(code.text)'.", at: code)
        }
        return status
    }

    /// Fields take log formats; without expressions they are plain text.
    private static func refuseFormat(_ word: Word) throws {
        guard word.bytes.contains(UInt8(ascii: "%")) else { return }
        throw ConfigurationError("'%' is not built yet: formats come with the expression language", at: word)
    }

    static func unexpected(_ word: Word, _ keyword: String) -> ConfigurationError {
        ConfigurationError(
            "'\(keyword)' expects either 'if' or 'unless' followed by a condition but found '\(word.text)'.", at: word)
    }
}
