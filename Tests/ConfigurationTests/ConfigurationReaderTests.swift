import Testing

@testable import Configuration

@Suite struct ConfigurationReaderTests {
    static let sectionWords = ["global", "defaults", "frontend", "backend", "listen"]

    struct Outcome {
        let sections: [Section]
        let diagnostics: Diagnostics
        let environment: Environment
        var messages: [String] {
            diagnostics.items.map { "\($0.location?.line ?? 0) \($0.severity): \($0.fullMessage)" }
        }
        /// The lines of all sections, words joined by spaces.
        var lines: [String] {
            sections.flatMap { [$0.opening] + $0.lines }.map { $0.words.map(\.text).joined(separator: " ") }
        }
    }

    static func read(_ sources: [ConfigurationSource], environment: [String: String] = [:]) -> Outcome {
        let diagnostics = Diagnostics(keepsDiag: true)
        let facts = ConditionFacts(features: ["OPENSSL"])
        var reader = ConfigurationReader(
            sectionWords: sectionWords, environment: Environment(environment), facts: facts, diagnostics: diagnostics)
        let sections = reader.read(sources)
        return Outcome(sections: sections, diagnostics: diagnostics, environment: reader.environment)
    }

    static func read(_ text: String, environment: [String: String] = [:]) -> Outcome {
        read([.text(text, name: "t.cfg")], environment: environment)
    }

    @Test func sectionsAndLines() {
        let outcome = Self.read(
            """
            global#this is the global section
                daemon#daemonize

            frontend   foo  # web
            \tmode\thttp
            listen bar
            backend baz from d

            """)
        #expect(outcome.messages == [])
        #expect(outcome.sections.map(\.keyword) == ["global", "frontend", "listen", "backend"])
        #expect(outcome.sections.map(\.name) == [nil, "foo", "bar", "baz"])
        #expect(outcome.lines == ["global", "daemon", "frontend foo", "mode http", "listen bar", "backend baz from d"])
        #expect(outcome.sections[1].lines[0].location == SourceLocation(file: "t.cfg", line: 5))
    }

    @Test func environmentKeywordsTakeEffectAtOnce() {
        let outcome = Self.read(
            """
            global
              setenv FOO x
              presetenv FOO y
              presetenv BAR "$FOO-z"
              unsetenv A
            frontend f
              bind "$FOO" "$BAR" "${A-gone}"

            """, environment: ["A": "1"])
        #expect(outcome.messages == [])
        #expect(outcome.lines.last == "bind x x-z gone")
        #expect(outcome.environment.names == ["BAR", "FOO"])
    }

    @Test func conditionalBlocks() {
        let outcome = Self.read(
            """
            global
            .if feature(OPENSSL) && !defined(NOPE) # comment
              one
            .elif 1
              two
            .else
              three
            .endif
            .if version_before(3.5)
              .if unparsable(
              four
              .endif
            .else
              five
            .endif

            """)
        #expect(outcome.messages == [])
        #expect(outcome.lines == ["global", "one", "five"])
    }
}
