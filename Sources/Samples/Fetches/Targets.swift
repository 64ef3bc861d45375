import HTTP
import Memory

/// Parts of a request's target (manual, 7.3.6).
extension SampleFetch {
    static let targets: [SampleFetch] = [path, pathAndQuery, query, url, urlAddress, urlPort]

    /// `path`
    private static let path = SampleFetch(
        "path", gives: .string, in: .requestContent, "The path of the request, without the query."
    ) { _, evaluation in
        evaluation.withRequest { message, arena in message.target(in: arena).path.map { .string($0) } }
    }

    /// `pathq`
    private static let pathAndQuery = SampleFetch(
        "pathq", gives: .string, in: .requestContent, "The path of the request with the query."
    ) { _, evaluation in
        evaluation.withRequest { message, arena in message.target(in: arena).pathAndQuery.map { .string($0) } }
    }

    /// `query([<options>])`
    private static let query = SampleFetch(
        "query", gives: .string, takes: ArgumentGrammar(optional: [.string]), in: .requestContent,
        "What follows the first question mark of the target.", check: prepareQuery
    ) { arguments, evaluation in
        evaluation.withRequest { message, arena in
            let target = message.target(in: arena)
            guard let mark = target.queryMark else { return nil }
            let query = target.view.slice(mark + 1)
            return .string(arguments.integer(0) != 0 && !query.isEmpty ? target.view.slice(mark) : query)
        }
    }

    private static func prepareQuery(_ arguments: inout PreparedArguments) throws {
        switch arguments.text(0) {
        case "": break
        case "with_qm": arguments.set(1, at: 0)
        case let option: throw arguments.refuse("unknown option '\(option)', expects 'with_qm'.")
        }
    }

    /// `url`
    private static let url = SampleFetch(
        "url", gives: .string, in: .requestContent, "The target of the request as it was received."
    ) { _, evaluation in
        evaluation.withRequest { message, arena in .string(arena.view(of: message.target)) }
    }

    /// `url_ip`
    private static let urlAddress = SampleFetch(
        "url_ip", gives: .ipv4, in: .requestContent, "The host of an absolute target, if it is an IPv4 address."
    ) { _, evaluation in
        evaluation.withRequest { message, arena in
            guard let authority = message.target(in: arena).authority else { return nil }
            return authority.slice(0, authority.firstIndex(of: 58) ?? authority.count).ipv4.map { .ipv4($0) }
        }
    }

    /// `url_port`
    private static let urlPort = SampleFetch(
        "url_port", gives: .integer, in: .requestContent, "The port of an absolute target, or that of its scheme."
    ) { _, evaluation in
        evaluation.withRequest { message, arena in
            let target = message.target(in: arena)
            guard let authority = target.authority else { return nil }
            var start = authority.count
            while let byte = authority.byte(at: start - 1), byte &- 48 < 10 { start &-= 1 }
            let digits = authority.slice(start)
            guard authority.byte(at: start - 1) == 58, !digits.isEmpty else {
                return .integer(target.isSecure ? 443 : 80)
            }
            return digits.integerPrefix <= 65535 ? .integer(digits.integerPrefix) : nil
        }
    }
}
