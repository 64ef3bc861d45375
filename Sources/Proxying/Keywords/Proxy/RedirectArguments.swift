import Configuration

/// The words of `redirect` and `http-request redirect` (manual, 4.4).
enum RedirectArguments {
    static func parse(_ arguments: inout Arguments) throws(ConfigurationError) -> Redirect {
        var redirect: Redirect?
        var options = Redirect(kind: .location, target: [])
        loop: while let word = arguments.peek {
            switch word.text {
            case "location": redirect = try target(.location, &arguments)
            case "prefix": redirect = try target(.prefix, &arguments)
            case "scheme": redirect = try target(.scheme, &arguments)
            case "code": options.status = try code(&arguments)
            case "set-cookie":
                let value = try value(&arguments)
                options.cookie = value.bytes + Array("; path=/;".utf8)
            case "clear-cookie":
                let value = try value(&arguments)
                let pair = value.text.contains("=") ? value.bytes : value.bytes + [UInt8(ascii: "=")]
                options.cookie = pair + Array("; path=/; Max-Age=0;".utf8)
            case "drop-query":
                arguments.skip()
                options.dropsQuery = true
            case "append-slash":
                arguments.skip()
                options.appendsSlash = true
            case "ignore-empty":
                arguments.skip()
                options.ignoresEmpty = true
            case "keep-query", "set-cookie-fmt":
                throw ConfigurationError(
                    "'\(word.text)' is not built yet: it comes with the expression language", at: word)
            case "if", "unless": break loop
            default:
                throw ConfigurationError(
                    "expects 'code', 'prefix', 'location', 'scheme', 'set-cookie', 'clear-cookie', 'drop-query', "
                        + "'ignore-empty' or 'append-slash' (was '\(word.text)').", at: word)
            }
        }
        guard var redirect else {
            throw ConfigurationError("redirection type expected ('prefix', 'location', or 'scheme').")
        }
        redirect.status = options.status
        redirect.cookie = options.cookie
        redirect.dropsQuery = options.dropsQuery
        redirect.appendsSlash = options.appendsSlash
        redirect.ignoresEmpty = options.ignoresEmpty
        return redirect
    }

    private static func target(
        _ kind: Redirect.Kind, _ arguments: inout Arguments
    ) throws(ConfigurationError) -> Redirect {
        let word = try value(&arguments)
        guard !word.bytes.contains(UInt8(ascii: "%")) else {
            throw ConfigurationError(
                "'%' is not built yet: formats come with the expression language", at: word)
        }
        return Redirect(kind: kind, target: word.bytes)
    }

    private static func value(_ arguments: inout Arguments) throws(ConfigurationError) -> Word {
        let option = arguments.optional()
        guard let word = arguments.optional() else {
            throw ConfigurationError("missing argument for '\(option?.text ?? "")'.", at: option)
        }
        return word
    }

    private static func code(_ arguments: inout Arguments) throws(ConfigurationError) -> UInt16 {
        let word = try value(&arguments)
        guard let status = UInt16(word.text), [301, 302, 303, 307, 308].contains(status) else {
            throw ConfigurationError(
                "'code': unsupported HTTP code '\(word.text)' (must be one of 301, 302, 303, 307 or 308).", at: word)
        }
        return status
    }
}
