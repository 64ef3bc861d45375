import Configuration
import Memory

/// `capture` and `declare capture` (manual, 4.2).
extension Keyword<ProxyBuilder> {
    static let captures: [Keyword] = [
        Keyword(
            "capture", in: .frontend,
            usage: "{ cookie <name> | request header <name> | response header <name> } len <length>",
            summary: "Keeps a field or a cookie for logs."
        ) { arguments, proxy in
            let what = arguments.optional()?.text
            switch what {
            case "cookie": try captureCookie(&arguments, proxy)
            case "request": try captureField(&arguments, proxy, .request)
            case "response": try captureField(&arguments, proxy, .response)
            default:
                throw ConfigurationError("'capture' expects 'cookie' or 'request header' or 'response header'.")
            }
        },
        Keyword(
            "declare", in: .frontend, usage: "capture { request | response } len <length>",
            summary: "Makes a place for what rules capture."
        ) { arguments, proxy in
            try declare(&arguments, proxy)
        },
    ]

    private static func captureCookie(_ arguments: inout Arguments, _ proxy: ProxyBuilder) throws {
        guard let name = arguments.optional(), arguments.flag("len"), let length = arguments.optional() else {
            throw ConfigurationError("'capture' expects 'cookie' <cookie_name> 'len' <len>.")
        }
        if proxy.settings.captures.cookie != nil {
            arguments.warn("'capture cookie' was given before; a frontend captures one cookie, which is this one now.")
        }
        proxy.settings.captures.cookie = CapturePlan.Cookie(
            start: ConstantBytes(name.bytes), limit: try limit(length, smallest: 0))
    }

    private static func captureField(
        _ arguments: inout Arguments, _ proxy: ProxyBuilder, _ side: CapturePlan.Side
    ) throws {
        let words = side == .request ? "request" : "response"
        guard arguments.flag("header"), let name = arguments.optional(), arguments.flag("len"),
            let length = arguments.optional()
        else { throw ConfigurationError("'capture \(words)' expects 'header' <header_name> 'len' <len>.") }
        if let extra = arguments.peek {
            throw ConfigurationError(
                "'capture \(words)' cannot handle unexpected argument '\(extra.text)'.", at: extra)
        }
        proxy.settings.captures[side].append(
            CapturePlan.Slot(
                field: ConstantBytes(Array(name.text.lowercased().utf8)), limit: try limit(length, smallest: 0)))
    }

    private static func declare(_ arguments: inout Arguments, _ proxy: ProxyBuilder) throws {
        guard let what = arguments.optional() else {
            throw ConfigurationError(
                "'declare' needs a second keyword that specify the type of declaration ('capture')")
        }
        guard what.text == "capture" else {
            throw ConfigurationError("unknown declaration type '\(what.text)' (supports 'capture')", at: what)
        }
        let side: CapturePlan.Side
        switch arguments.optional()?.text {
        case "request": side = .request
        case "response": side = .response
        default: throw ConfigurationError("'declare capture' requires a direction ('request' or 'response')")
        }
        guard arguments.flag("len") else {
            throw ConfigurationError("'declare capture' requires a capture length ('len')")
        }
        guard let length = arguments.optional() else {
            throw ConfigurationError(
                "'declare capture': 'len' requires a numeric value that represents the capture length")
        }
        guard Int(length.text) != nil else {
            throw ConfigurationError("'declare capture': cannot parse the length '\(length.text)'.", at: length)
        }
        proxy.settings.captures[side].append(
            CapturePlan.Slot(field: nil, limit: try limit(length, smallest: 1)))
    }

    private static func limit(_ word: Word, smallest: Int) throws -> Int {
        guard let limit = Int(word.text), limit >= smallest else {
            throw ConfigurationError("length must be > \(smallest - 1)", at: word)
        }
        return limit
    }
}
