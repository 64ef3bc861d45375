import Memory
import Testing

@testable import Configuration

@Suite struct ArgumentsTests {
    static func arguments(_ text: String, _ diagnostics: Diagnostics = Diagnostics()) throws -> Arguments {
        let words = try Tokenizer.words(of: Array(text.utf8), environment: Environment())
        let line = ConfigurationLine(words: words, location: SourceLocation(file: "f", line: 1), sourceText: text)
        return Arguments(line, in: SectionContext("global", places: .global), diagnostics: diagnostics)
    }

    /// The message and column that `body` throws.
    static func failure<Value>(
        _ text: String, _ body: (inout Arguments) throws -> Value
    ) throws -> String {
        var arguments = try arguments(text)
        do {
            _ = try body(&arguments)
        } catch let error as ConfigurationError {
            return "\(error.column ?? 0): \(error.message)\(Suggestion.phrase(error.suggestions))"
        }
        return "accepted"
    }

    @Test func wordsAreTakenInOrder() throws {
        var arguments = try Self.arguments("key a b c d")
        #expect(arguments.count == 4)
        #expect(arguments.peek == arguments.line.words[1])
        #expect(try arguments.next(named: "<x>").text == "a")
        let flags = [arguments.flag("c"), arguments.flag("b")]
        #expect(flags == [false, true])
        let optional = arguments.optional()
        #expect(optional?.text == "c")
        let rest = arguments.remaining()
        #expect(rest.map(\.text) == ["d"])
        let beyond = arguments.optional()
        #expect(beyond == nil)
        #expect(arguments.isAtEnd)
        try arguments.expectEnd()
    }

    @Test func emptyWordsEndTheArguments() throws {
        let diagnostics = Diagnostics()
        var arguments = try Self.arguments("key a \"\" b", diagnostics)
        let rest = arguments.remaining()
        #expect(rest.map(\.text) == ["a"])
        arguments.warnOfEndingWord()
        #expect(
            diagnostics.items.map(\.message) == [
                "argument number 2 at position 7 is empty and marks the end of the argument list; "
                    + "all subsequent arguments will be ignored."
            ])
        let harmless = Diagnostics()
        try Self.arguments("key a \"\" ''", harmless).warnOfEndingWord()
        #expect(harmless.items == [])
    }

    @Test func missingAndSurplusWords() throws {
        #expect(try Self.failure("key  ") { try $0.next(named: "number") } == "4: 'key' expects <number> as argument.")
        #expect(
            try Self.failure("key x") { try $0.expectEnd() } == "5: 'key' cannot handle unexpected argument 'x'.")
    }

    @Test func integers() throws {
        var arguments = try Self.arguments("key 5 -7")
        #expect(try arguments.integer(named: "<n>") == 5)
        #expect(try arguments.integer(named: "<n>", in: -10...10) == -7)
        #expect(
            try Self.failure("key 0") { try $0.integer(named: "<n>", in: 1...64) }
                == "5: 'key' expects a numeric value between 1 and 64 (got '0').")
        #expect(
            try Self.failure("key 0") { try $0.integer(named: "<n>", in: 1...Int.max) }
                == "5: 'key' expects a positive integer argument (got '0').")
        #expect(
            try Self.failure("key 99999999999999999999") { try $0.integer(named: "<n>") }
                == "5: 'key' expects an integer argument (got '99999999999999999999').")
    }

    @Test func durations() throws {
        let diagnostics = Diagnostics()
        var arguments = try Self.arguments("key 5 2s 1s[", diagnostics)
        #expect(try arguments.duration(named: "<t>", defaultUnit: .seconds) == .seconds(5))
        #expect(try arguments.duration(named: "<t>") == .seconds(2))
        #expect(diagnostics.items.isEmpty)
        #expect(try arguments.duration(named: "<t>") == .seconds(1))
        #expect(
            diagnostics.items.map(\.message) == [
                "unexpected character '[' after the timer value '1s[', only (us=microseconds,ms=milliseconds,"
                    + "s=seconds,m=minutes,h=hours,d=days) are supported. "
                    + "This will be reported as an error in next versions."
            ])
        #expect(
            try Self.failure("key 25d") { try $0.duration(named: "<t>") }
                == "5: timer overflow in argument '25d' to 'key' (maximum value is 2147483647 ms or ~24.8 days)")
        #expect(try Self.failure("key 5x") { try $0.duration(named: "<t>") } == "5: unexpected character 'x' in 'key'")
        #expect(
            try Self.failure("key") { try $0.duration(named: "<t>") }
                == "4: 'key' expects an integer value (in milliseconds) (<t>).")
    }

    @Test func sizes() throws {
        var arguments = try Self.arguments("key 16k")
        #expect(try arguments.size(named: "<size>") == .kibibytes(16))
        #expect(
            try Self.failure("key 16x") { try $0.size(named: "<size>") } == "5: unexpected character 'x' in argument "
                + "'16x' to 'key' (a size is an integer with an optional unit of k, m or g)")
        #expect(
            try Self.failure("key 1k") { try $0.size(named: "<size>", in: 2_048...4_096) }
                == "5: 'key' expects a numeric value between 2048 and 4096 (got '1k').")
    }

    @Test func choices() throws {
        var arguments = try Self.arguments("key on tcp")
        #expect(try arguments.onOrOff())
        #expect(try arguments.oneOf(["tcp", "http"]) == "tcp")
        #expect(
            try Self.failure("key auot") { try $0.oneOf(["on", "auto", "off"]) }
                == "5: 'key' expects either 'on', 'auto' or 'off' but got 'auot'; did you mean 'auto'?")
        #expect(
            try Self.failure("key") { try $0.oneOf(["on": 1, "off": 2]) } == "4: 'key' expects either 'on' or 'off'.")
    }

    @Test func addresses() throws {
        var arguments = try Self.arguments("key :80,[::1]:443 1.2.3.4")
        #expect(try arguments.addresses(.listener).map(\.port) == [.fixed(80), .fixed(443)])
        #expect(try arguments.address(.server).host == .ipv4([1, 2, 3, 4]))
        #expect(
            try Self.failure("key :80,:x") { try $0.addresses(.listener) }
                == "5: 'key' : invalid character 'x' in port number 'x' in ':x'")
    }

    @Test func messagesCarryTheSubject() throws {
        let diagnostics = Diagnostics(keepsDiag: true)
        var arguments = try Self.arguments("server a 1.2.3.4", diagnostics)
        arguments.subject = "'server b/a'"
        arguments.form = .bare
        arguments.warn("careful", at: arguments.peek)
        arguments.notice("look")
        arguments.diag("hm")
        arguments.report(ConfigurationError("bad", at: arguments.peek))
        #expect(diagnostics.items.map(\.severity) == [.warning, .notice, .diag, .alert])
        #expect(
            diagnostics.items.first?.rendered(process: 1)
                == "[WARNING]  (1) : config : [f:1] : 'server b/a' : careful\n  server a 1.2.3.4\n         ^\n")
    }
}
