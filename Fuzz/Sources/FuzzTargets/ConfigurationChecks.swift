import Configuration
import Proxying

/// What holds for every text that is read as a configuration.
enum ConfigurationChecks {
    private static let variables = ["NAME": "value", "LIST": "a b  c", "EMPTY": "", "HOME": "/nonexistent"]

    static func run(_ bytes: [UInt8]) throws(Violation) {
        let first = read(bytes)
        try requireEqual(read(bytes).messages, first.messages, "the messages of a second reading")
        try require(first.isBuilt != first.hasAlerts, "built: \(first.isBuilt), alerts: \(first.hasAlerts)")
        let lines = bytes.split(separator: 10, omittingEmptySubsequences: false)
        for location in first.locations {
            try require(location.line >= 0 && location.line <= lines.count, "line \(location.line) of \(lines.count)")
            guard let column = location.column, location.line > 0 else { continue }
            try require(
                column > 0 && column <= lines[location.line - 1].count + 1,
                "column \(column) of a line of \(lines[location.line - 1].count) bytes")
        }
        for message in first.messages {
            try require(
                message.utf8.allSatisfy { $0 >= 32 && $0 != 127 || $0 == 10 || $0 == 9 }, "a control character is shown"
            )
        }
        for line in lines { try checkQuoting(Array(line)) }
    }

    private struct Result {
        var messages: [String]
        var locations: [SourceLocation]
        var isBuilt: Bool
        var hasAlerts: Bool
    }

    private static func read(_ bytes: [UInt8]) -> Result {
        let diagnostics = Diagnostics(keepsDiag: true)
        var reader = ConfigurationReader(
            sectionWords: GenerationBuilder.sectionWords, environment: Environment(variables),
            facts: ConditionFacts(features: ["THREAD"], enabledOptions: ["EPOLL"]), diagnostics: diagnostics)
        let sections = reader.read([.text(name: "fuzz.cfg", bytes: bytes)])
        let builder = GenerationBuilder(diagnostics)
        builder.looksUpNames = false
        builder.read(sections.map(HostFreeText.only))
        let generation = builder.build()
        return Result(
            messages: diagnostics.items.map { $0.rendered(process: 1) },
            locations: diagnostics.items.compactMap(\.location), isBuilt: generation != nil,
            hasAlerts: diagnostics.hasAlerts)
    }

    /// The words of a line, each in strong quotes, are the same words again; a return, which an escape can make, cannot
    /// stand in quotes.
    private static func checkQuoting(_ line: [UInt8]) throws(Violation) {
        let environment = Environment(variables)
        guard let words = try? Tokenizer.words(of: line, environment: environment),
            !words.contains(where: { $0.bytes.contains(13) })
        else { return }
        var quoted: [UInt8] = []
        for word in words {
            quoted.append(39)
            for byte in word.bytes { quoted += byte == 39 ? Array(#"'\''"#.utf8) : [byte] }
            quoted += [39, 32]
        }
        guard let again = try? Tokenizer.words(of: quoted, environment: environment)
        else { throw Violation("quoted words are refused: \(words)") }
        try requireEqual(again.map(\.bytes), words.map(\.bytes), "words and the same in quotes")
    }
}

/// Lines that would make the machine part of the result are left out: those that name files to read, and hosts that a
/// resolver would be asked for.
enum HostFreeText {
    static func only(_ section: Section) -> Section {
        Section(opening: section.opening, lines: section.lines.filter { !readsFiles($0) && !namesHosts($0) })
    }

    private static func readsFiles(_ line: ConfigurationLine) -> Bool {
        let words = ["errorfile", "file", "lf-file", "h1-case-adjust-file"]
        return line.words.contains { words.contains($0.text) }
    }

    private static func namesHosts(_ line: ConfigurationLine) -> Bool {
        let texts = line.words.map(\.text)
        return zip(texts, texts.dropFirst()).contains { word, text in
            guard ["source", "usesrc", "dispatch"].contains(word),
                let address = try? Address(configuration: text, rules: .server.union(.portRange)),
                case .name = address.host
            else { return false }
            return true
        }
    }
}

extension FuzzTarget {
    static let configuration = FuzzTarget(name: "configuration") { bytes throws(Violation) in
        try ConfigurationChecks.run(bytes)
    }
}
