import Testing

@testable import Configuration

@Suite struct DiagnosticTests {
    static let place = SourceLocation(file: "t.cfg", line: 2)

    @Test func severitiesHaveHAProxysWidths() {
        let prefixes = Diagnostic.Severity.allCases.map { Diagnostic.prefix($0, process: 1) }
        #expect(prefixes == ["[DIAG]     (1) : ", "[NOTICE]   (1) : ", "[WARNING]  (1) : ", "[ALERT]    (1) : "])
    }

    @Test func forms() {
        let keyword = Diagnostic(.alert, "m", at: Self.place)
        #expect(keyword.rendered(process: 1) == "[ALERT]    (1) : config : parsing [t.cfg:2] : m\n")
        let line = Diagnostic(.warning, "m", at: Self.place, form: .line)
        #expect(line.rendered(process: 1) == "[WARNING]  (1) : config : parsing [t.cfg:2]: m\n")
        let bare = Diagnostic(.notice, "m", at: Self.place, form: .bare)
        #expect(bare.rendered(process: 1) == "[NOTICE]   (1) : config : [t.cfg:2] : m\n")
        #expect(Diagnostic(.alert, "m").rendered(process: 1) == "[ALERT]    (1) : config : m\n")
    }

    @Test func excerptAndCaret() {
        let diagnostic = Diagnostic(
            .alert, "unmatched quote at position 11", at: Self.place.at(column: 11), form: .line,
            excerpt: "  maxconn \"abc")
        #expect(
            diagnostic.rendered(process: 1) == """
                [ALERT]    (1) : config : parsing [t.cfg:2]: unmatched quote at position 11:
                  maxconn "abc
                          ^

                """)
    }

    @Test func caretStaysUnderTabsAndLetters() {
        let diagnostic = Diagnostic(.alert, "m", at: Self.place.at(column: 6), excerpt: "\té\tx", caret: 5)
        #expect(diagnostic.rendered(process: 1).hasSuffix("\n  é\tx\n   \t^\n"))
    }

    @Test func longLinesAreCut() {
        let line = "foo " + String(repeating: "a", count: 5000) + "!" + String(repeating: "b", count: 5000)
        let text = Diagnostic(.alert, "m", at: Self.place.at(column: 5005), excerpt: line).rendered(process: 1)
        #expect(text.utf8.count < 500)
        let lines = text.split(separator: "\n")
        let caret = lines[2].firstIndex(of: "^").map { lines[2].distance(from: lines[2].startIndex, to: $0) }
        let mark = lines[1].firstIndex(of: "!").map { lines[1].distance(from: lines[1].startIndex, to: $0) }
        #expect(caret == mark)
    }

    @Test func columnsOutsideTheLineAreHarmless() {
        for column in [-5, 0, 1, 3, 4, 100, Int.max] {
            let diagnostic = Diagnostic(.alert, "m", at: Self.place.at(column: column), excerpt: "  x")
            #expect(diagnostic.rendered(process: 1).hasPrefix("[ALERT]    (1) : config : parsing [t.cfg:2] : m\n"))
        }
    }

    @Test func controlCharactersAreNotShown() {
        let diagnostic = Diagnostic(.alert, "a\u{1B}[2Jb", at: Self.place.at(column: 2), excerpt: "x\u{1B}y")
        #expect(!diagnostic.rendered(process: 1).contains("\u{1B}"))
    }

    @Test func includesAndSuggestions() {
        let outer = SourceLocation(file: "main.cfg", line: 9)
        let diagnostic = Diagnostic(
            .alert, "unknown keyword 'maxcon' in 'global' section", at: Self.place, suggestions: ["maxconn"],
            includes: [outer])
        #expect(
            diagnostic.rendered(process: 1) == """
                [ALERT]    (1) : config : parsing [t.cfg:2] : unknown keyword 'maxcon' in 'global' section; \
                did you mean 'maxconn'?
                  included from main.cfg:9

                """)
    }

    @Test func collection() {
        let diagnostics = Diagnostics()
        diagnostics.alert("a", at: Self.place)
        diagnostics.warning("w", at: Self.place)
        diagnostics.notice("n")
        diagnostics.add(Diagnostic(.diag, "d"))
        diagnostics.alert("b", at: SourceLocation(file: "u.cfg", line: 1))
        diagnostics.alert("c", at: Self.place)
        #expect(diagnostics.items.map(\.message) == ["a", "w", "n", "b", "c"])
        #expect(diagnostics.count(.alert) == 3)
        #expect(diagnostics.count(.diag) == 0)
        #expect(diagnostics.hasWarnings)
        #expect(diagnostics.filesWithAlerts == ["t.cfg", "u.cfg"])
        #expect(
            diagnostics.renderedConclusion(process: 7) == """
                [ALERT]    (7) : config : Error(s) found in configuration file : t.cfg
                [ALERT]    (7) : config : Error(s) found in configuration file : u.cfg
                [ALERT]    (7) : config : Fatal errors found in configuration.

                """)
        #expect(Diagnostics().renderedConclusion(process: 7) == "")
        #expect(diagnostics.rendered(process: 7, from: .alert).split(separator: "\n").count == 3)
    }
}
