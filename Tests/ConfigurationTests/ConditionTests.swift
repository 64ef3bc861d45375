import Testing

@testable import Configuration

@Suite struct ConditionTests {
    static let facts = ConditionFacts(
        version: "3.5", features: ["OPENSSL", "THREAD"], enabledOptions: ["EPOLL", "SPLICE"],
        sslLibraryName: "OpenSSL 3.0.15 3 Sep 2024", openSSLVersion: "3.0.15")
    static let environment = Environment(["HOME": "/root", "EMPTY": ""])

    static func evaluate(_ text: String) throws(Condition.Failure) -> Bool {
        try Condition.evaluate(commandLine: text, facts: facts, environment: environment)
    }

    static let truths: [(String, Bool)] = [
        ("", false), ("  ", false), ("1", true), ("0", false), ("2", true), ("-1", true), ("+0", false), ("00", false),
        ("010", true), ("0x0", false), ("0x1", true), ("99999999999999999999", true), (" 1 ", true), ("\"1\"", true),
        ("!1", false), ("!!1", true), ("! 1", false), ("!(0)", true), ("(1)", true), ("( 1 )", true),
        ("((((0))))", false), ("1&&0", false), ("1 && 1", true), ("1||0", true), ("0 && 1 || 1", true),
        ("1 || 1 && 0", true), ("0 || 0", false), ("!defined(HOME) || 1", true),
        ("defined(HOME)&&!defined(ZZ)||0", true), ("defined(HOME)", true), ("defined(EMPTY)", true),
        ("defined", false), ("defined()", false), ("defined( HOME )", false), ("streq(a,a)", true),
        ("streq(a,b)", false), ("streq(,)", true), ("streq(a b,a b)", true), ("streq( a,a)", false),
        (#"streq("$HOME",/root)"#, true), (#"streq('"$HOME"',/root)"#, false), (#"streq('"a,b"','"a,b"')"#, true),
        ("strneq(a,b)", true), ("strneq(a,a)", false), ("strstr(abc,b)", true), ("strstr(a,abc)", false),
        ("strstr(a,)", true), ("feature(OPENSSL)", true), ("feature(openssl)", false), ("feature(QUIC)", false),
        ("enabled(EPOLL)", true), ("enabled(KQUEUE)", false), ("fips_mode()", false), ("fips_mode", false),
        ("ssllib_name_startswith(OpenSSL)", true), ("ssllib_name_startswith(LibreSSL)", false),
        ("awslc_api_atleast(3)", false), ("awslc_api_before(3)", false),
        ("openssl_version_atleast(1.1.1)", true), ("openssl_version_atleast(3.0.15)", true),
        ("openssl_version_atleast(3.0.16)", false), ("openssl_version_before(3.5.0)", true),
        ("openssl_version_before(3.0.0)", false), ("openssl_version_atleast(3.0.0-beta1)", true),
    ]

    @Test(arguments: truths)
    func truth(expression: String, expected: Bool) throws {
        #expect(try Self.evaluate(expression) == expected)
    }

    static let versions: [(String, Bool)] = [
        ("2.4", true), ("2.4-dev19", true), ("3.5", true), ("3.5.0", true), ("3.5-dev5", true), ("3.5-rc1", true),
        ("3.5.1", false), ("3.6-dev1", false), ("3.5.0-1", false), ("4", false), ("1024", false), ("", true),
        ("abc", true),
    ]

    @Test(arguments: versions)
    func versionsAreCompared(version: String, isReached: Bool) throws {
        #expect(try Self.evaluate("version_atleast(\(version))") == isReached)
        #expect(try Self.evaluate("version_before(\(version))") == !isReached)
    }

    @Test func developmentVersionsComeInOrder() {
        let inOrder = ["3.5-dev1", "3.5-dev5", "3.5-dev5-12", "3.5-dev10", "3.5-rc1", "3.5", "3.5.0-3", "3.10"]
        for (left, right) in zip(inOrder, inOrder.dropFirst()) {
            #expect(ProductVersion(left) < ProductVersion(right), "\(left) < \(right)")
        }
        let openSSL = ["0.9.8zh", "1.0.2", "1.1.1", "1.1.1a", "1.1.1w", "3.0.0-alpha1", "3.0.0-beta2", "3.0.0"]
        for (left, right) in zip(openSSL, openSSL.dropFirst()) {
            #expect(OpenSSLVersion(left) < OpenSSLVersion(right), "\(left) < \(right)")
        }
    }

    @Test func otherLibraries() throws {
        let facts = ConditionFacts(sslLibraryName: "AWS-LC 1.40", awsLCInterface: 33, isInFIPSMode: true)
        for expression in ["awslc_api_atleast(33)", "awslc_api_before(34)", "!awslc_api_atleast(x)", "fips_mode()"] {
            #expect(try Condition.evaluate(expression, facts: facts, environment: Environment()))
        }
        #expect(try !Condition.evaluate("openssl_version_before(9)", facts: facts, environment: Environment()))
    }

    static let mistakes: [(String, String, Int)] = [
        ("true", "unparsable conditional expression 'true'", 1),
        ("12abc", "unexpected character 'a' at the end of conditional expression '12abc'", 3),
        ("1 1", "unexpected character '1' at the end of conditional expression '1 1'", 3),
        ("!", "unparsable conditional expression '!'", 1),
        ("()", "unparsable conditional expression ')'", 2),
        ("(", "unparsable conditional expression '('", 1),
        ("(1", "expected ')' after conditional expression '(1'", 1),
        ("1)", "unexpected character ')' at the end of conditional expression '1)'", 2),
        ("1 &&", "unparsable conditional expression '&&'", 3),
        ("&& 1", "unparsable conditional expression '&& 1'", 1),
        ("1 | 1", "unexpected character '|' at the end of conditional expression '1 | 1'", 3),
        ("1 || x", "unparsable conditional expression 'x'", 6),
        ("0 && x", "unparsable conditional expression 'x'", 6),
        ("foo(1)", "unparsable conditional expression 'foo(1)'", 1),
        ("defined (HOME)", "unexpected character '(' at the end of conditional expression 'defined (HOME)'", 9),
        ("streq(a,a)1", "unexpected character '1' at the end of conditional expression 'streq(a,a)1'", 11),
        (
            "defined(A,B)",
            "expected ')' before ',B)' in argument 1 of predicate 'defined' used in conditional expression", 10
        ),
        (
            "streq(a,b,c)",
            "expected ')' before ',c)' in argument 1 of predicate 'streq' used in conditional expression", 10
        ),
        ("defined(HOME", "expected ')' in argument 1 of predicate 'defined' used in conditional expression", 8),
        (
            "streq(a)",
            "missing arguments (got 1/2), type 'string' expected in argument 1 of predicate 'streq' used in "
                + "conditional expression", 6
        ),
        (
            "fips_mode(x)",
            "expected ')' before 'x)' in argument 1 of predicate 'fips_mode' used in conditional expression", 11
        ),
        ("1 # 2", "unexpected character '#' at the end of conditional expression '1 # 2'", 3),
    ]

    @Test(arguments: mistakes)
    func failures(expression: String, message: String, position: Int) {
        do throws(Condition.Failure) {
            _ = try Self.evaluate(expression)
            Issue.record("'\(expression)' was accepted")
        } catch {
            #expect(error.message == "Failed to evaluate condition: " + message)
            #expect(error.position == position)
        }
    }

    @Test func quotesOfTheCommandLine() {
        do throws(Condition.Failure) {
            _ = try Self.evaluate("streq(\"a")
            Issue.record("accepted")
        } catch {
            #expect(error.message == "Syntax Error in condition: unmatched quote at position 7.")
        }
    }

    @Test func misspeltPredicatesGetSuggestions() {
        do throws(Condition.Failure) {
            _ = try Self.evaluate("1 && strqe(a,b)")
            Issue.record("accepted")
        } catch {
            #expect(error.suggestions == ["streq", "strneq"])
        }
    }

    @Test func depthIsBounded() throws {
        func nested(_ depth: Int) -> String {
            String(repeating: "(", count: depth) + "1" + String(repeating: ")", count: depth)
        }
        #expect(try Self.evaluate(nested(200)))
        #expect(throws: Condition.Failure.self) { try Self.evaluate(nested(201)) }
        #expect(throws: Condition.Failure.self) { try Self.evaluate(nested(1_000_000)) }
        #expect(try Self.evaluate(String(repeating: "!", count: 1_000_000) + "1"))
        #expect(try Self.evaluate(Array(repeating: "1", count: 10_000).joined(separator: " && ")))
    }
}
