import Configuration
import Samples

/// Actions that end a request or a response with an answer of the proxy's own (manual, 4.4).
extension Action {
    /// `deny`
    static let deny = Action(
        "deny", in: [.httpRequest, .httpResponse],
        usage: "[{ status | deny_status } <code>] [content-type <type>] [<payload>]",
        "Ends the rules with an error.", isFinal: true,
        parse: { try answer(&$0, status: $0.kind == .httpRequest ? 403 : 502, isDenial: true) }, run: runAnswer)

    /// `return`
    static let `return` = Action(
        "return", in: [.httpRequest, .httpResponse],
        usage: "[status <code>] [content-type <type>] [<payload>] [hdr <name> <fmt>]*",
        "Ends the rules with an answer.", isFinal: true,
        parse: { try answer(&$0, status: 200, isDenial: false) }, run: runAnswer)

    /// `redirect`
    static let redirect = Action(
        "redirect", in: [.httpRequest, .httpResponse], usage: "<rule>", "Ends the rules with a redirection.",
        isFinal: true,
        parse: { RuleArguments(object: try RedirectArguments.parse(&$0, takesFormats: true)) }, run: runRedirect)

    /// `tarpit`
    static let tarpit = Action(
        "tarpit", in: .httpRequest,
        usage: "[{ status | deny_status } <code>] [content-type <type>] [<payload>]",
        "Lets the client wait, then ends the rules with an error.", isFinal: true,
        parse: { try answer(&$0, status: 500, isDenial: true) },
        run: { arguments, evaluation in
            let isWaiting = evaluation.withStream { stream -> RuleOutcome? in
                guard stream.ruleDeadline != .zero else {
                    stream.termination.phase = .tarpit
                    return stream.wait(for: stream.tarpitTime)
                }
                if stream.stillWaits() { return .wait }
                // The time that the client was kept is logged as one in a queue (manual, 8.5, `PT`).
                stream.timing.assigned = stream.context.now
                stream.note(.proxy, at: .tarpit)
                return nil
            }
            return isWaiting ?? runAnswer(arguments, evaluation)
        })

    /// `allow`
    static let allow = Action("allow", in: .http, "Ends the rules of this proxy.", isFinal: true) { _, _ in .stop }

    static let runRedirect: Rule.Run = { arguments, evaluation in
        guard let redirect = arguments.object(as: Redirect.self) else { return .failed }
        return evaluation.withStream { $0.redirect(redirect, evaluation) ? .done : .next } ?? .failed
    }

    /// What the arguments of `deny` and `return` hold.
    private final class Content: Sendable {
        let source: Source
        let status: UInt16
        let isDenial: Bool

        enum Source: Sendable {
            case own(Reply)
            case formatted(FormattedReply)
            case proxy
        }

        init(_ source: Source, status: UInt16, isDenial: Bool) {
            self.source = source
            self.status = status
            self.isDenial = isDenial
        }
    }

    private static func answer(_ reader: inout ActionReader, status: UInt16, isDenial: Bool) throws -> RuleArguments {
        let formats = reader
        let content = try ReplyArguments.parse(&reader.arguments, defaultStatus: status) { try formats.format($0) }
        let source: Content.Source
        switch content.source {
        case .own where isDenial && !content.isDescribed, .proxy:
            guard ErrorReplyArguments.isKnown(content.status) else {
                throw ConfigurationError(
                    "status code '\(content.status)' not handled by default with 'default-errorfiles' argument.")
            }
            source = .proxy
        case .own(let reply): source = .own(reply)
        case .formatted(let reply): source = .formatted(reply)
        case .section(let name):
            let box = NamedReply(name: name, status: content.status, line: reader.arguments.line, isDenial: isDenial)
            return RuleArguments(object: box)
        }
        return RuleArguments(object: Content(source, status: content.status, isDenial: isDenial))
    }

    /// The arguments of an answer from an `http-errors` section, once that is known.
    static func resolved(_ named: NamedReply, to reply: Reply) -> RuleArguments {
        RuleArguments(object: Content(.own(reply), status: named.status, isDenial: named.isDenial))
    }

    private static let runAnswer: Rule.Run = { arguments, evaluation in
        guard let content = arguments.object(as: Content.self) else { return .failed }
        return evaluation.withStream { stream in
            stream.countInterception(isDenial: content.isDenial)
            switch content.source {
            case .own(let reply): stream.replace(by: reply)
            case .formatted(let formatted):
                // The response is given up before the answer in its place is made.
                if stream.response != nil { evaluation.set(request: nil, response: nil) }
                if let answer = formatted.answer(evaluation) {
                    stream.dropBack()
                    stream.answer(answer)
                } else {
                    stream.dropBack()
                    stream.answer(500)
                }
            case .proxy:
                stream.dropBack()
                stream.answer(content.status)
            }
            return .done
        } ?? .failed
    }
}

/// An answer from an `http-errors` section that is looked up when all sections are known.
final class NamedReply: Sendable {
    let name: String
    let status: UInt16
    let line: ConfigurationLine
    let isDenial: Bool

    init(name: String, status: UInt16, line: ConfigurationLine, isDenial: Bool) {
        self.name = name
        self.status = status
        self.line = line
        self.isDenial = isDenial
    }
}

extension Stream {
    /// Answers in a server's stead, which is let go.
    func replace(by reply: Reply) {
        dropBack()
        answer(reply)
    }

    /// Counts an answer that a rule gives.
    func countInterception(isDenial: Bool) {
        let frontend = session.frontend
        guard isDenial else {
            frontend.counters.intercepted &+= 1
            note(.local)
            return
        }
        note(.proxy)
        if response == nil { countTrackedError() }
        countDenial(ofResponse: response != nil)
    }
}
