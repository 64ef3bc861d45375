import Memory

/// The cookie in the first packet of the Remote Desktop Protocol (manual, 7.3.5).
extension SampleFetch {
    static let remoteDesktopCookies: [SampleFetch] = [
        cookie, cookie.named("rdp_cookie"), cookieCount, cookieCount.named("rdp_cookie_cnt"),
    ]

    /// `req.rdp_cookie([<name>])`
    private static let cookie = SampleFetch(
        "req.rdp_cookie", gives: .string, takes: ArgumentGrammar(optional: [.string]), in: .requestContent,
        "The value of the remote desktop cookie."
    ) { arguments, evaluation in
        guard case .cookie(let name, let value) = RemoteDesktopCookie.read(evaluation),
            matches(name, arguments.text(0))
        else { return nil }
        return .string(value)
    }

    /// `req.rdp_cookie_cnt([<name>])`
    private static let cookieCount = SampleFetch(
        "req.rdp_cookie_cnt", gives: .integer, takes: ArgumentGrammar(optional: [.string]), in: .requestContent,
        "How many remote desktop cookies there are: one or none."
    ) { arguments, evaluation in
        switch RemoteDesktopCookie.read(evaluation) {
        case .incomplete: nil
        case .none: .integer(0)
        case .cookie(let name, _): .integer(matches(name, arguments.text(0)) ? 1 : 0)
        }
    }

    private static func matches(_ name: ByteView, _ wanted: ByteView) -> Bool {
        wanted.isEmpty || name.equalsIgnoringCase(wanted)
    }
}

/// What the beginning of a connection has where a remote desktop cookie belongs.
private enum RemoteDesktopCookie {
    case incomplete
    case none
    case cookie(name: ByteView, value: ByteView)

    /// The packet's header and that of the connection request (RFC 1006; X.224, 13.3).
    private static let headerLength = 11

    /// Reads `Cookie: name=value` and the line's end behind the headers.
    static func read(_ evaluation: Evaluation) -> RemoteDesktopCookie {
        // Without bytes of its own (HTTP) a connection has no such cookie.
        let found = evaluation.content(.request, as: .raw).map { read($0.slice(headerLength)) } ?? .none
        if case .incomplete = found { evaluation.awaitMore() }
        return found
    }

    private static func read(_ text: ByteView) -> RemoteDesktopCookie {
        let word: StaticString = "cookie:"
        guard text.count >= word.utf8CodeUnitCount else { return .incomplete }
        guard text.startsIgnoringCase(with: word) else { return .none }
        var start = word.utf8CodeUnitCount
        while text.byte(at: start) == 32 { start &+= 1 }
        var equals = start
        while let byte = text.byte(at: equals), byte != 61, byte >= 32 { equals &+= 1 }
        guard let end = text.firstIndex(of: 13, from: equals), let feed = text.byte(at: end + 1) else {
            return .incomplete
        }
        guard text.byte(at: equals) == 61, feed == 10 else { return .none }
        return .cookie(name: text.slice(start, equals), value: text.slice(equals + 1, end))
    }
}
