import Memory
import Randomness
import Testing

@testable import Configuration

/// No input may trap the process.
@Suite struct RobustnessTests {
    static let pieces = [
        "global", "frontend f", "backend b", "\n", "\n", "\n ", " ", "\t", "\"", "'", "\\", "\\x4", "\\x41", "#", "$A",
        "\"${A[*]}\"", "${A", "${A-", "}", "[*]", ".if", ".elif", ".else", ".endif", ".notice", "(", ")", "!", "&&",
        "||", "streq(", "defined(A)", ",", "1", "0x", "setenv A ", "unsetenv ", "resetenv", "bind ", ":80", "[::",
        "fd@",
        "ipv6@", "-", "timeout client ", "99999999999999999999", "5s", "us", "no ", "maxconn ", "option ", "\0", "\r",
        "\u{FFFD}", "é", "bind :80 name maxconn 5 tfo ktls x", "http-request set-var(", "server s ", "\"\"",
    ]

    static func check(_ bytes: [UInt8]) {
        let diagnostics = Diagnostics(keepsDiag: true)
        var reader = ConfigurationReader(
            sectionWords: ConfigurationReaderTests.sectionWords, environment: Environment(["A": "a b"]),
            facts: ConditionFacts(), diagnostics: diagnostics)
        for section in reader.read([.text(name: "random", bytes: bytes)]) {
            for places in [SectionSet.frontend, .backend, .defaults, .global] {
                let context = SectionContext(section, places: places)
                for line in section.lines {
                    proxyKeywords.parseLine(line, in: context, into: Proxy(), diagnostics)
                }
            }
        }
        #expect(!diagnostics.rendered(process: 1).contains("\u{1B}"))
    }

    @Test(arguments: 0..<20)
    func randomBytes(seed: Int) {
        var random = SeededRandom(seed: seed)
        for _ in 0..<20 {
            let length = Int.random(in: 0...2_000, using: &random)
            Self.check((0..<length).map { _ in UInt8(truncatingIfNeeded: random.next()) })
        }
    }

    @Test(arguments: 0..<20)
    func randomPieces(seed: Int) {
        var random = SeededRandom(seed: seed + 1_000)
        for _ in 0..<20 {
            var text = "frontend f\n"
            for _ in 0..<Int.random(in: 0...200, using: &random) {
                text += Self.pieces.randomElement(using: &random) ?? ""
            }
            Self.check(Array(text.utf8))
        }
    }

    @Test func randomValues() {
        var random = SeededRandom(seed: 7)
        let letters = Array("0123456789.:-+[]@/*%abcdefipnuvxsmhgkd \u{0}é")
        for _ in 0..<20_000 {
            let length = Int.random(in: 0...14, using: &random)
            let text = String((0..<length).map { _ in letters.randomElement(using: &random) ?? "x" })
            _ = try? Address(configuration: text, rules: .listener)
            _ = try? Address(configuration: text, rules: .server)
            _ = try? Address(configuration: "ipv6@" + text, rules: .log)
            _ = try? Milliseconds(configuration: text)
            _ = try? ByteCount(configuration: text)
            _ = Int(configuration: text)
            _ = ProductVersion(text)
            _ = OpenSSLVersion(text)
            _ = try? Condition.evaluate(text, facts: ConditionFacts(), environment: Environment())
            _ = try? ArgumentList.parse(Array(text.utf8))
        }
    }

    @Test func hugeLines() {
        Self.check(Array(("frontend f\n bind :80" + String(repeating: " x", count: 100_000) + "\n").utf8))
        Self.check(Array(("frontend f\n bind :80" + String(repeating: " tfo", count: 100_000) + "\n").utf8))
        Self.check(Array(("frontend f\n " + String(repeating: "a", count: 1_000_000) + "\n").utf8))
        Self.check(Array(("frontend f\n maxconn " + String(repeating: "9", count: 1_000_000) + "\n").utf8))
        Self.check(Array((".if " + String(repeating: "(", count: 100_000) + "\n").utf8))
        Self.check(Array(String(repeating: ".if 1\n", count: 100_000).utf8))
    }
}
