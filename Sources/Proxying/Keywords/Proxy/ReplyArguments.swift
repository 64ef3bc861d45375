import Configuration
import Samples

/// The description of an answer behind `http-request return`, `http-request deny` and `http-error` (manual, 4.4).
struct ReplyArguments {
    enum Source {
        /// Payload, fields or an own file.
        case own(Reply)
        /// The same with formats, which each request fills.
        case formatted(FormattedReply)
        /// `errorfiles <name>`
        case section(String)
        /// What the proxy answers to the status anyway: `default-errorfiles`.
        case proxy
    }
    let status: UInt16
    let source: Source
    /// Whether anything but `deny_status` was said.
    let isDescribed: Bool

    private var draft: ReplyDraft
    private var origin: String?
    private var namesStatus = false
    private var file: Word?
    private var section: String?
    private let formats: Formats
    private var format: LogFormat?
    private var fieldFormats: [(name: [UInt8], value: LogFormat)] = []

    /// Compiles the format in a word.
    typealias Formats = (Word) throws -> LogFormat

    /// Reads up to the end, or up to a word that belongs to something else, such as `if`.
    ///
    /// - Parameter formats: compiles formats where they are known.
    static func parse(
        _ arguments: inout Arguments, defaultStatus: UInt16, formats: @escaping Formats
    ) throws -> ReplyArguments {
        var reading = ReplyArguments(status: defaultStatus, formats)
        while let word = arguments.peek {
            guard try reading.take(word, &arguments) else { break }
        }
        return try reading.finished(arguments)
    }

    private init(status: UInt16, _ formats: @escaping Formats) {
        self.formats = formats
        self.status = status
        source = .proxy
        isDescribed = false
        draft = ReplyDraft(status: status)
    }

    private init(_ reading: ReplyArguments, _ source: Source) {
        formats = reading.formats
        draft = reading.draft
        status = reading.draft.status
        self.source = source
        isDescribed = reading.origin != nil || !reading.fieldFormats.isEmpty || reading.namesStatus
    }

    /// Takes one part of the description; false at a word that is none.
    private mutating func take(_ word: Word, _ arguments: inout Arguments) throws -> Bool {
        switch word.text {
        case "status", "deny_status":
            arguments.skip()
            draft.status = try ReplyArguments.status(&arguments, word)
            namesStatus = word.text == "status"
        case "content-type":
            arguments.skip()
            draft.contentType = try ReplyArguments.value(&arguments, word, "<type>").bytes
        case "hdr":
            arguments.skip()
            guard let name = arguments.optional(), let value = arguments.optional() else {
                throw ConfigurationError("'hdr' expects <name> and <value> as arguments.", at: word)
            }
            let field = (name: Array(name.text.lowercased().utf8), value: try formats(value).inHead(at: value))
            fieldFormats.append(field)
            if let constant = field.value.constant, !constant.view.isEmpty {
                draft.headers.append((field.name, constant.view.bytes))
            }
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
        case "lf-string": format = try formats(try ReplyArguments.value(&arguments, word, "<fmt>"))
        case "lf-file":
            let path = try ReplyArguments.value(&arguments, word, "<file>")
            guard let bytes = ContentFile.read(path.text) else {
                throw ConfigurationError("error opening file '\(path.text)'.", at: path)
            }
            format = try formats(Word(bytes: bytes, column: path.column))
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
        if draft.payload?.isEmpty == false || format?.text.isEmpty == false {
            guard draft.contentType != nil else {
                throw ConfigurationError("a content type must be defined when non-empty payload is configured.")
            }
            guard ![204, 304].contains(draft.status) else {
                throw ConfigurationError("No body expected for \(draft.status) responses.")
            }
        }
        if draft.payload == nil, format == nil, let type = draft.contentType {
            arguments.warn(
                "content-type '\(String(decoding: type, as: UTF8.self))' ignored by the http reply because neither "
                    + "errorfile nor payload defined.")
        }
        if format == nil, fieldFormats.allSatisfy({ $0.value.constant != nil }) {
            return ReplyArguments(self, .own(draft.reply()))
        }
        return ReplyArguments(self, .formatted(FormattedReply(draft, fields: fieldFormats, payload: format)))
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

    static func unexpected(_ word: Word, _ keyword: String) -> ConfigurationError {
        ConfigurationError(
            "'\(keyword)' expects either 'if' or 'unless' followed by a condition but found '\(word.text)'.", at: word)
    }
}
