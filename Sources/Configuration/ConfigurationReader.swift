/// Turns configuration text into sections (sections 2.1 to 2.4): words, variables, conditional blocks and the messages
/// of `.notice` and its like. Reading goes on after an error.
///
/// The keywords `setenv`, `presetenv`, `unsetenv` and `resetenv` of `global` take effect here, for the lines that
/// follow; their lines stay in the section, where `Keyword.environmentKeywords` accepts them.
public struct ConfigurationReader {
    /// The variables as the lines read so far have left them.
    public private(set) var environment: Environment
    let facts: ConditionFacts
    let diagnostics: Diagnostics
    private let sectionWords: [String]
    private let knownSections: Set<String>
    private var sections: [Section] = []
    private var isInSection = false
    /// Whether lines are dropped because the word that starts their section is misspelt, which has been said.
    private var isInUnknownSection = false
    var blocks = ConditionalBlocks()

    /// A reader that knows the words of all sections, such as `global` and `frontend`.
    public init(
        sectionWords: [String], environment: Environment, facts: ConditionFacts, diagnostics: Diagnostics
    ) {
        self.sectionWords = sectionWords
        self.knownSections = Set(sectionWords)
        self.environment = environment
        self.facts = facts
        self.diagnostics = diagnostics
    }

    /// Reads all sources in order and answers the sections found so far.
    public mutating func read(_ sources: [ConfigurationSource]) -> [Section] {
        for source in sources {
            for file in source.expanded(diagnostics) {
                guard let content = file.content(diagnostics) else { continue }
                read(content.bytes, file: content.name)
            }
        }
        return sections
    }

    /// Reads one file. Sections and conditional blocks end with it.
    private mutating func read(_ bytes: [UInt8], file: String) {
        isInSection = false
        isInUnknownSection = false
        blocks = ConditionalBlocks()
        var number = 0
        var start = 0
        while start < bytes.count {
            let end = bytes[start...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
            number += 1
            let location = SourceLocation(file: file, line: number)
            readLine(bytes[start..<end], at: location)
            if end == bytes.count {
                let problem = "Missing LF on last line, file might have been truncated at position \(end - start + 1)."
                diagnostics.add(Diagnostic(.alert, problem, at: location, form: .line))
            }
            start = end + 1
        }
        if let opened = blocks.innermostStart {
            let problem = "non-terminated '.if' block (it starts on line \(opened.line))."
            diagnostics.add(Diagnostic(.alert, problem, at: SourceLocation(file: file, line: number), form: .line))
        }
    }

    private mutating func readLine(_ source: ArraySlice<UInt8>, at location: SourceLocation) {
        var line = source.last == UInt8(ascii: "\r") ? source.dropLast() : source
        if let stray = line.firstIndex(of: 0) {
            let problem = "Stray NUL character at position \(stray - line.startIndex + 1)."
            diagnostics.add(Diagnostic(.alert, problem, at: location, form: .line))
            line = line[..<stray]
        }
        let text = ConfigurationReader.excerpt(of: line)
        let words: [Word]
        do {
            words = try Tokenizer.words(of: Array(line), environment: environment, pseudoVariables: variables(location))
        } catch {
            diagnostics.add(
                Diagnostic(
                    .alert, error.message, at: location.at(column: error.column), form: .line, excerpt: text))
            return
        }
        guard let first = words.first, !first.isEmpty else { return }
        let read = ConfigurationLine(words: words, location: location, sourceText: text)
        if first.text.hasPrefix(".") {
            readDirective(read)
        } else if blocks.isActive {
            addLine(read, first)
        }
    }

    /// A line as messages show it, byte for byte, so that columns count the same in both: what is no UTF-8 is shown as `?`.
    private static func excerpt(of line: ArraySlice<UInt8>) -> String {
        String(validating: line, as: UTF8.self)
            ?? String(decoding: line.map { $0 < 0x80 ? $0 : UInt8(ascii: "?") }, as: UTF8.self)
    }

    private func variables(_ location: SourceLocation) -> Tokenizer.PseudoVariables {
        let section = isInSection ? sections.last : nil
        return Tokenizer.PseudoVariables(
            file: location.file, line: location.line, section: section?.name ?? section?.keyword ?? "")
    }

    /// Adds a line that counts to its section, or starts a section with it.
    private mutating func addLine(_ line: ConfigurationLine, _ first: Word) {
        if knownSections.contains(first.text) {
            sections.append(Section(opening: line))
            isInSection = true
            isInUnknownSection = false
        } else if isInSection {
            sections[sections.count - 1].lines.append(line)
            if sections[sections.count - 1].keyword == "global" { applyEnvironmentKeyword(line) }
        } else if !isInUnknownSection {
            let suggestions = Suggestion.nearest(to: first.text, among: sectionWords)
            let problem = "unknown keyword '\(first.text)' out of section\(suggestions.isEmpty ? "." : "")"
            diagnostics.add(
                line.diagnostic(.alert, problem, column: first.column, form: .line, suggestions: suggestions))
            isInUnknownSection = !suggestions.isEmpty
        }
    }

    // MARK: Environment keywords

    private mutating func applyEnvironmentKeyword(_ line: ConfigurationLine) {
        let keyword = line.words[0].text
        let arguments = line.words.dropFirst()
        do {
            switch keyword {
            case "setenv", "presetenv":
                guard let name = arguments.first, let value = arguments.dropFirst().first else {
                    return refuse(line, "'\(keyword)' expects a name and a value.")
                }
                if keyword == "setenv" {
                    try environment.set(name.text, to: value.bytes)
                } else {
                    try environment.preset(name.text, to: value.bytes)
                }
            case "unsetenv":
                if arguments.isEmpty { refuse(line, "'unsetenv' expects at least one variable name.") }
                for name in arguments { try environment.unset(name.text) }
            case "resetenv": environment.reset(keeping: arguments.map(\.text))
            default: break
            }
        } catch {
            refuse(line, "'\(keyword)' failed on variable '\(error.name)' : Invalid argument.")
        }
    }

    private func refuse(_ line: ConfigurationLine, _ problem: String) {
        diagnostics.add(line.diagnostic(.alert, problem, form: .line))
    }
}
