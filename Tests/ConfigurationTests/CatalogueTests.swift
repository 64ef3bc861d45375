import Memory
import Testing

@testable import Configuration

/// What the rows of these tests fill in.
final class Proxy {
    var mode = ""
    var limit = 0
    var timeouts: [String: Milliseconds] = [:]
    var options: [String: Bool] = [:]
    var addresses: [Address] = []
    var seen: [String] = []
}

extension Keyword<Proxy> {
    static let mode = Keyword("mode", in: .proxies, usage: "{ tcp | http }", summary: "Sets the protocol.") {
        arguments, proxy in
        proxy.mode = try arguments.oneOf(["tcp": "tcp", "http": "http"])
    }

    static let limit = Keyword("maxconn", in: [.defaults, .frontend], usage: "<number>") { arguments, proxy in
        proxy.limit = try arguments.integer(named: "<number>", in: 0...1000)
    }

    static let timeoutClient = Keyword("timeout client", in: [.defaults, .frontend], usage: "<time>") {
        arguments, proxy in
        proxy.timeouts["client"] = try arguments.duration(named: "<time>")
    }

    static let timeoutServer = Keyword("timeout server", in: [.defaults, .backend], usage: "<time>") {
        arguments, proxy in
        proxy.timeouts["server"] = try arguments.duration(named: "<time>")
    }

    static let logOption = Keyword("option httplog", in: .proxies) { _, proxy in proxy.options["httplog"] = true }

    static let nullOption = Keyword("option dontlognull", in: .proxies, acceptsNegation: true) { arguments, proxy in
        proxy.options["dontlognull"] = arguments.negation == .none
    }

    static let bind = Keyword("bind", in: .frontend, usage: "<address> [param*]") { arguments, proxy in
        proxy.addresses = try arguments.addresses(.listener)
        arguments.subject = "'bind \(arguments.line.words[1])' in section 'frontend'"
        bindOptions.parseOptionWords(&arguments, into: proxy, at: .bindLine)
    }

    static let server = Keyword("server", in: .backend, misplacement: .refused) { arguments, proxy in
        proxy.seen.append(try arguments.next(named: "<name>").text)
        _ = arguments.remaining()
    }

    static let request = Keyword("http-request set-var", in: .proxies, matching: .call) { arguments, proxy in
        proxy.seen.append(arguments.suffix)
        _ = arguments.remaining()
    }

    static let bindOptions = Catalogue<Proxy>([
        Keyword("tfo", in: .bindLine) { _, proxy in proxy.seen.append("tfo") },
        Keyword("name", in: .bindLine) { arguments, proxy in
            proxy.seen.append("name " + (try arguments.next(named: "<name>").text))
        },
        Keyword("maxconn", in: .bindLine) { arguments, proxy in
            proxy.seen.append("maxconn \(try arguments.integer(named: "<number>", in: 1...100))")
        },
        .planned("ktls", in: .bindLine, waitingFor: "kernel TLS"),
    ])
}

let proxyKeywords = Catalogue<Proxy>(
    [
        .mode, .limit, .timeoutClient, .timeoutServer, .logOption, .nullOption, .bind, .server, .request,
        .planned("stick-table", in: .backend, waitingFor: "stick tables"),
        .removed("reqrep", in: .proxies, advice: "Use 'x'."),
        .ignored("bind-process", in: .proxies, reason: "Threads replaced processes."),
    ], otherWords: ["global", "defaults", "frontend", "backend", "listen"])

@Suite struct CatalogueTests {
    struct Outcome {
        let proxy = Proxy()
        let diagnostics = Diagnostics()
        var messages: [String] { diagnostics.items.map { "\($0.severity): \($0.fullMessage)" } }
    }

    static let frontend = SectionContext("frontend", name: "a", places: .frontend)
    static let backend = SectionContext("backend", name: "a", places: .backend)
    static let defaults = SectionContext("defaults", places: .defaults)

    static func parse(_ text: String, _ context: SectionContext = frontend) throws -> Outcome {
        let outcome = Outcome()
        let words = try Tokenizer.words(of: Array(text.utf8), environment: Environment())
        let line = ConfigurationLine(words: words, location: SourceLocation(file: "f", line: 1), sourceText: text)
        proxyKeywords.parseLine(line, in: context, into: outcome.proxy, outcome.diagnostics)
        return outcome
    }

    @Test func longestRunOfWordsWins() throws {
        #expect(try Self.parse("timeout client 5s").proxy.timeouts["client"] == .seconds(5))
        #expect(try Self.parse("no option dontlognull").proxy.options["dontlognull"] == false)
        #expect(try Self.parse("http-request set-var(txn.a) int(1)").proxy.seen == ["(txn.a)"])
    }

    @Test(arguments: [
        ("mod http", "alert: unknown keyword 'mod' in 'frontend' section; did you mean 'mode'?"),
        ("fronten x", "alert: unknown keyword 'fronten' in 'frontend' section; did you mean 'frontend'?"),
        ("option httplgo", "alert: unknown option 'httplgo'; did you mean 'httplog'?"),
        ("timeout clinet 5", "alert: 'timeout' expects 'client' (got 'clinet'); did you mean 'client'?"),
        ("timeout", "alert: 'timeout' expects 'client' as argument."),
        ("maxconn", "alert: 'maxconn' expects an integer argument (<number>)."),
        ("maxconn 5x", "alert: 'maxconn' expects an integer argument (got '5x')."),
        ("maxconn 5000", "alert: 'maxconn' expects a numeric value between 0 and 1000 (got '5000')."),
        ("maxconn 5 6", "alert: 'maxconn' cannot handle unexpected argument '6'."),
        ("mode htpp", "alert: 'mode' expects either 'tcp' or 'http' but got 'htpp'; did you mean 'http'?"),
        ("no maxconn 5", "alert: negation/default is not supported for 'maxconn'."),
        ("timeout server 5s", "warning: 'timeout server' ignored because frontend 'a' has no backend capability."),
        ("server x 1.2.3.4", "alert: 'server' not allowed because frontend 'a' has no backend capability."),
        ("reqrep a b", "alert: the 'reqrep' directive is not supported anymore since HAProxy 2.1. Use 'x'."),
        ("bind-process 1", "warning: 'bind-process' is ignored. Threads replaced processes."),
        ("bind 1.2.3.4", "alert: 'bind' : missing port specification in '1.2.3.4'"),
    ])
    func frontendMessages(line: String, message: String) throws {
        #expect(try Self.parse(line).messages == [message])
    }

    @Test func otherSections() throws {
        #expect(
            try Self.parse("bind :80", Self.backend).messages == [
                "warning: 'bind' ignored because backend 'a' has no frontend capability."
            ])
        #expect(
            try Self.parse("bind :80", Self.defaults).messages == ["alert: 'bind' not allowed in 'defaults' section."])
        #expect(
            try Self.parse("stick-table type ip", Self.backend).messages == [
                "alert: 'stick-table' is not built yet: it comes with stick tables"
            ])
    }

    @Test func optionWordsGoOnAfterAnError() throws {
        let outcome = try Self.parse("bind :80 nam x maxconn y tfo ktls name z")
        #expect(
            outcome.messages == [
                "alert: 'bind :80' in section 'frontend' : unknown keyword 'nam'; did you mean 'name'?",
                "alert: 'bind :80' in section 'frontend' : 'maxconn' expects an integer argument (got 'y').",
                "alert: 'bind :80' in section 'frontend' : 'ktls' is not built yet: it comes with kernel TLS",
            ])
        #expect(outcome.proxy.seen == ["tfo", "name z"])
    }

    @Test func columnsPointAtTheWord() throws {
        let outcome = try Self.parse("  maxconn   5x")
        #expect(outcome.diagnostics.items.first?.location?.column == 13)
        #expect(
            outcome.diagnostics.items.first?.rendered(process: 7)
                == "[ALERT]    (7) : config : parsing [f:1] : 'maxconn' expects an integer argument (got '5x').\n"
                + "  maxconn   5x\n            ^\n")
    }

    @Test func dumpIsSorted() {
        #expect(
            proxyKeywords.dump(at: .defaults) == [
                "bind-process", "http-request set-var", "maxconn <number>", "mode { tcp | http }", "option dontlognull",
                "option httplog", "reqrep", "timeout client <time>", "timeout server <time>",
            ])
    }
}
