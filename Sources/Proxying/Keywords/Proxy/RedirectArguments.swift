import Configuration
import Samples

/// The words of `redirect` and `http-request redirect` (manual, 4.4).
enum RedirectArguments {
    /// - Parameter takesFormats: the target is a format; `redirect` lines know plain texts only.
    static func parse(_ reader: inout ActionReader, takesFormats: Bool) throws -> Redirect {
        var draft = Redirect.Draft()
        while !reader.isAtCondition, let word = reader.arguments.peek {
            switch word.text {
            case "location": try take(.location, &reader, &draft, takesFormats)
            case "prefix": try take(.prefix, &reader, &draft, takesFormats)
            case "scheme": try take(.scheme, &reader, &draft, takesFormats)
            case "code": draft.status = try code(&reader)
            case "set-cookie":
                draft.cookie = LogFormat(constant: try value(&reader).bytes + Array("; path=/;".utf8))
            case "set-cookie-fmt":
                let format = try value(&reader)
                draft.cookie = try reader.parser(at: format).headFormat(format.bytes + Array("; path=/;".utf8))
            case "clear-cookie":
                draft.cookie = LogFormat(constant: try value(&reader).bytes + Array("; path=/; Max-Age=0;".utf8))
            default:
                guard takeOption(word.text, &draft) else { throw unknown(word) }
                reader.arguments.skip()
            }
        }
        guard let redirect = Redirect(draft) else {
            throw ConfigurationError("redirection type expected ('prefix', 'location', or 'scheme').")
        }
        if reader.kind == .httpResponse {
            guard redirect.kind == .location else {
                throw ConfigurationError("response only supports redirect type 'location'.")
            }
            guard !redirect.keepsQuery else {
                throw ConfigurationError("'keep-query' has no effect in responses: the request is gone by then.")
            }
        }
        return redirect
    }

    private static func takeOption(_ word: String, _ draft: inout Redirect.Draft) -> Bool {
        switch word {
        case "drop-query": draft.dropsQuery = true
        case "keep-query": draft.keepsQuery = true
        case "append-slash": draft.appendsSlash = true
        case "ignore-empty": draft.ignoresEmpty = true
        default: return false
        }
        return true
    }

    private static func unknown(_ word: Word) -> ConfigurationError {
        ConfigurationError(
            "expects 'code', 'prefix', 'location', 'scheme', 'set-cookie', 'set-cookie-fmt', 'clear-cookie', 'drop-query', "
                + "'keep-query', 'ignore-empty' or 'append-slash' (was '\(word.text)').", at: word)
    }

    private static func take(
        _ kind: Redirect.Kind, _ reader: inout ActionReader, _ draft: inout Redirect.Draft, _ takesFormats: Bool
    ) throws {
        let word = try value(&reader)
        draft.kind = kind
        draft.target = takesFormats ? try reader.headFormat(word) : LogFormat(constant: word.bytes)
    }

    private static func value(_ reader: inout ActionReader) throws -> Word {
        let option = reader.arguments.optional()
        guard let word = reader.arguments.optional() else {
            throw ConfigurationError("missing argument for '\(option?.text ?? "")'.", at: option)
        }
        return word
    }

    private static func code(_ reader: inout ActionReader) throws -> UInt16 {
        let word = try value(&reader)
        guard let status = UInt16(word.text), [301, 302, 303, 307, 308].contains(status) else {
            throw ConfigurationError(
                "'code': unsupported HTTP code '\(word.text)' (must be one of 301, 302, 303, 307 or 308).", at: word)
        }
        return status
    }
}
