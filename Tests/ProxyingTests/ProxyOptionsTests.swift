import Testing

@testable import Proxying

struct ProxyOptionsTests {
    /// Two words that share a bit would turn each other on.
    @Test(arguments: words)
    func eachHasItsOwnBit(_ word: String) {
        let bits = ProxyOptionsTests.bits
        guard let own = bits[word] else {
            Issue.record("'option \(word)' sets nothing")
            return
        }
        for (other, set) in bits where other != word {
            #expect(own.isDisjoint(with: set), "'\(word)' and '\(other)'")
        }
    }

    private static let words = [
        "abortonclose", "accept-unsafe-violations-in-http-request", "accept-unsafe-violations-in-http-response",
        "allbackups", "checkcache", "clitcpka", "contstats", "h1-case-adjust-bogus-client",
        "h1-case-adjust-bogus-server", "http-buffer-request", "http-drop-request-trailers",
        "http-drop-response-trailers", "http-ignore-probes", "http-no-delay", "http-pretend-keepalive",
        "http-use-proxy-header", "idle-close-on-response", "independent-streams", "log-health-checks", "nolinger",
        "persist", "prefer-last-server", "redispatch", "socket-stats", "splice-auto", "splice-request",
        "splice-response", "srvtcpka", "tcp-smart-accept", "tcp-smart-connect",
    ]

    /// What each word sets and its absence does not.
    private static let bits: [String: ProxyOptions] = {
        let plain = options(nil)
        return words.reduce(into: [:]) { result, word in
            let own = options(word).subtracting(plain)
            if !own.isEmpty { result[word] = own }
        }
    }()

    private static func options(_ word: String?) -> ProxyOptions {
        let line = word.map { "    option \($0)\n" } ?? ""
        return Reading("listen p\n    mode tcp\n    bind 127.0.0.1:1\n" + line).settings("p")?.options ?? []
    }
}
