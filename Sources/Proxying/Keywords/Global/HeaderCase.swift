import Configuration

extension Keyword<GlobalBuilder> {
    /// `h1-case-adjust` and `h1-case-adjust-file`: header names that some peers need in capitals (manual, 3.1).
    static let headerCase: [Keyword] = [
        Keyword("h1-case-adjust", in: .global, usage: "<from> <to>", summary: "Sends a header name in another case.") {
            arguments, global in
            guard let from = arguments.optional(), let target = arguments.optional() else {
                throw ConfigurationError("'h1-case-adjust' expects <from> and <to> as argument.")
            }
            try adjust(from.text, target.text, at: target, &global.settings)
        },
        Keyword(
            "h1-case-adjust-file", in: .global, usage: "<file>",
            summary: "Reads header names to send in another case from a file."
        ) { arguments, global in
            let word = try arguments.next(named: "<file>")
            guard let bytes = ContentFile.read(word.text) else {
                throw ConfigurationError("'h1-case-adjust-file' cannot open file '\(word.text)'.", at: word)
            }
            for (index, line) in String(decoding: bytes, as: UTF8.self).split(
                separator: "\n", omittingEmptySubsequences: false
            ).enumerated() {
                let words = line.prefix { $0 != "#" }.split(whereSeparator: \.isWhitespace).map(String.init)
                if words.isEmpty { continue }
                guard words.count == 2 else {
                    throw ConfigurationError(
                        "'h1-case-adjust-file' expects two names in line \(index + 1) of '\(word.text)'.", at: word)
                }
                try adjust(words[0], words[1], at: word, &global.settings)
            }
        },
    ]

    private static func adjust(
        _ from: String, _ target: String, at word: Word, _ settings: inout GlobalSettings
    ) throws(ConfigurationError) {
        guard from.lowercased() == target.lowercased() else {
            throw ConfigurationError("<from> and <to> must not differ except the case", at: word)
        }
        guard settings.caseAdjustments.updateValue(target, forKey: from.lowercased()) == nil else {
            throw ConfigurationError("duplicate entry '\(from)'", at: word)
        }
    }
}
