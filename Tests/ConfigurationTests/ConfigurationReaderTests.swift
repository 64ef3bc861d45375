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

    /// The caret stands below the word that is meant, whatever bytes stand before it.
    @Test func excerptsKeepTheirColumnsBehindWhatIsNoText() {
        let bytes = Array("global\n setenv \"A".utf8) + [0x9f, 0x80] + Array("B\n".utf8)
        let outcome = Self.read([.text(name: "t.cfg", bytes: bytes)])
        let diagnostic = outcome.diagnostics.items.first
        #expect(diagnostic?.location?.column == 9 && diagnostic?.excerpt == " setenv \"A??B")
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

    // MARK: Mistakes

    static let mistakes: [(String, [String])] = [
        ("", []),
        ("\n\n# x\n", []),
        ("global\r\n  maxconn 10\r\n", []),
        ("global\n\"\" foo\n", []),
        ("daemon\nglobal\n", ["1 alert: unknown keyword 'daemon' out of section."]),
        (
            "globla\n foo\n bar\nglobal\n baz\n",
            ["1 alert: unknown keyword 'globla' out of section; did you mean 'global'?"]
        ),
        (
            "global\n  a\n  b",
            ["3 alert: Missing LF on last line, file might have been truncated at position 4."]
        ),
        ("global\n dae\0mon\n", ["2 alert: Stray NUL character at position 5."]),
        (
            "global\n a \"b\n c\n d 'e\n",
            [
                "2 alert: unmatched quote at position 4", "4 alert: unmatched quote at position 4",
            ]
        ),
        ("global\n .endif\n", ["2 alert: lone '.endif' with no matching '.if'."]),
        ("global\n .else\n", ["2 alert: lone '.else' with no matching '.if'."]),
        ("global\n .elif 1\n", ["2 alert: lone '.elif' with no matching '.if'."]),
        ("global\n .if 1\n a\n", ["3 alert: non-terminated '.if' block (it starts on line 2)."]),
        (
            "global\n .if 1\n .else\n .else\n .elif 1\n .endif\n",
            [
                "4 alert: '.else' after '.else' is not permitted.", "5 alert: '.elif' after '.else' is not permitted.",
            ]
        ),
        ("global\n .if 1\n .endif 1\n", ["3 alert: Unexpected argument '1' for '.endif'."]),
        ("global\n .if 1\n .else 1\n .endif\n", ["3 alert: Unexpected argument '1' for '.else'."]),
        ("global\n .ifx 1\n", ["2 alert: unknown directive '.ifx'; did you mean '.if'?"]),
        ("global\n .zoo 1\n", ["2 alert: unknown directive '.zoo'."]),
        (
            "global\n .if foo\n a\n .else\n b\n .endif\n c\n",
            ["2 alert: unparsable conditional expression 'foo' in '.if' at position 1"]
        ),
        ("global\n .if 1\n .elif foo(\n .endif\n", []),
        (
            "global\n .if 0\n .elif foo(\n .endif\n",
            ["3 alert: unparsable conditional expression 'foo(' in '.elif' at position 1"]
        ),
        (
            "global\n .if 0\n .if foo\n a \"b\n .endif\n .elif 1\n .else\n .endif\n",
            ["4 alert: unmatched quote at position 4"]
        ),
        (
            "global\n setenv\n setenv A\n setenv A B C\n presetenv A\n unsetenv\n resetenv\n",
            [
                "2 alert: 'setenv' expects a name and a value.", "3 alert: 'setenv' expects a name and a value.",
                "5 alert: 'presetenv' expects a name and a value.",
                "6 alert: 'unsetenv' expects at least one variable name.",
            ]
        ),
        (
            "global\n unsetenv A=b\n setenv A=b c\n setenv '' c\n",
            [
                "2 alert: 'unsetenv' failed on variable 'A=b' : Invalid argument.",
                "3 alert: 'setenv' failed on variable 'A=b' : Invalid argument.",
                "4 alert: 'setenv' failed on variable '' : Invalid argument.",
            ]
        ),
        (
            "global\n .notice 'hello x' y\n .warning\n .alert bad\n .diag d\n .notice 'a b'\n .notice a '' b\n",
            [
                "2 alert: Unexpected argument 'y' for '.notice'. Use quotes if the message should contain spaces.",
                "3 warning: ''.", "4 alert: 'bad'.", "5 diag: 'd'.", "6 notice: 'a b'.", "7 notice: 'a'.",
            ]
        ),
    ]

    @Test(arguments: mistakes)
    func mistakesAreReported(text: String, messages: [String]) {
        #expect(Self.read(text).messages == messages)
    }

    @Test func unparsableConditionsShowTheExpression() {
        let outcome = Self.read("global\n .if 1 && \"${EMPTY}\"\n .endif\n .if 1 1 # x\n .endif\n")
        #expect(
            outcome.diagnostics.rendered(process: 1) == """
                [ALERT]    (1) : config : parsing [t.cfg:2]: unparsable conditional expression '&& ' in '.if' \
                at position 3:
                  .if 1 &&\u{20}
                        ^
                [ALERT]    (1) : config : parsing [t.cfg:4]: unexpected character '1' at the end of conditional \
                expression '1 1' in '.if' at position 3:
                  .if 1 1
                        ^

                """)
    }

    @Test func nestingIsBounded() {
        let text = String(repeating: ".if 1\n", count: 101) + String(repeating: ".endif\n", count: 101)
        #expect(Self.read(text).messages == ["101 alert: too many nested '.if', max is 100."])
    }

    @Test func pseudoVariables() {
        let outcome = Self.read(
            """
            .notice "${.SECTION}|"
            global
            .notice "$.LINE ${.FILE} ${.SECTION}"
            frontend abc
            .notice "${.SECTION}"
            defaults
            .notice "${.SECTION}"

            """)
        #expect(
            outcome.messages == [
                "1 notice: '|'.", "3 notice: '3 t.cfg global'.", "5 notice: 'abc'.", "7 notice: 'defaults'.",
            ])
    }

    @Test func environmentKeywordsOfOtherSectionsDoNothing() {
        let outcome = Self.read("frontend f\n setenv A 1\n .if 0\n global\n setenv B 1\n .endif\n")
        #expect(outcome.environment.names == [])
        #expect(outcome.lines == ["frontend f", "setenv A 1"])
    }

    @Test func environmentKeywordsHaveRows() throws {
        let catalogue = Catalogue<Proxy>(Keyword.environmentKeywords)
        #expect(catalogue.firstWords == ["setenv", "presetenv", "unsetenv", "resetenv"])
        let diagnostics = Diagnostics()
        for section in Self.read("global\n setenv A 1\n resetenv\n unsetenv A B\n presetenv A x\n").sections {
            for line in section.lines {
                catalogue.parseLine(line, in: SectionContext(section, places: .global), into: Proxy(), diagnostics)
            }
        }
        #expect(diagnostics.items == [])
    }

    @Test func sourcesFollowOneAnother() {
        let outcome = Self.read([
            .text("global\n setenv A 1\n .if 1\n", name: "a"), .text(" daemon\nglobal\n x \"$A\"\n", name: "b"),
        ])
        #expect(
            outcome.messages == [
                "3 alert: non-terminated '.if' block (it starts on line 3).",
                "1 alert: unknown keyword 'daemon' out of section.",
            ])
        #expect(outcome.lines == ["global", "setenv A 1", "global", "x 1"])
        #expect(outcome.diagnostics.filesWithAlerts == ["a", "b"])
    }
}
