import Memory

extension Converter {
    /// `language(<value>[,<default>])`
    static let language = Converter(
        "language", takes: .string, gives: .string, arguments: ArgumentGrammar([.string], optional: [.string]),
        "The language of a list that an Accept-Language header prefers."
    ) { value, arguments, _ in
        guard let view = value.view else { return nil }
        if let preferred = AcceptedLanguages(view: view).preferred(of: arguments.text(0)) { return .string(preferred) }
        return arguments.has(1) ? .string(arguments.text(1)) : nil
    }
}

/// The value of an Accept-Language header (RFC 9110, 12.5.4).
struct AcceptedLanguages {
    let view: ByteView

    /// Of the languages in a list separated by semicolons, the one with the highest weight; of several the first here.
    func preferred(of known: ByteView) -> ByteView? {
        var best: ByteView?
        var bestWeight = 0
        var start = 0
        while start < view.count {
            let end = view.firstIndex(of: 44, from: start) ?? view.count
            let item = view.slice(start, end)
            start = end + 1
            let semicolon = item.firstIndex(of: 59) ?? item.count
            guard let match = Self.find(item.slice(0, semicolon).trimmed, in: known) else { continue }
            let weight = Self.weight(item.slice(semicolon + 1).trimmed)
            if weight > bestWeight { (best, bestWeight) = (match, weight) }
        }
        return best
    }

    /// The language itself, or one that it is a variant of, as it is written in the list.
    private static func find(_ language: ByteView, in known: ByteView) -> ByteView? {
        var end = language.count
        while true {
            if let found = entry(language.slice(0, end), of: known) { return found }
            repeat { end -= 1 } while end > 0 && language.byte(at: end) != 45
            if end <= 0 { return nil }
        }
    }

    private static func entry(_ language: ByteView, of known: ByteView) -> ByteView? {
        guard !language.isEmpty else { return nil }
        var start = 0
        while start < known.count {
            let end = known.firstIndex(of: 59, from: start) ?? known.count
            let entry = known.slice(start, end)
            if entry.equals(language) { return entry }
            start = end + 1
        }
        return nil
    }

    /// `q=` and a number of at most three decimals, in thousandths; anything else is a whole one.
    private static func weight(_ parameter: ByteView) -> Int {
        guard parameter.byte(at: 0) == 113 else { return 1000 }
        let rest = parameter.slice(1).trimmed
        guard rest.byte(at: 0) == 61 else { return 1000 }
        let number = rest.slice(1).trimmed
        guard number.byte(at: 0) == 48 else { return 1000 }
        guard number.byte(at: 1) == 46 else { return 0 }
        var weight = 0
        var unit = 100
        var position = 2
        while let byte = number.byte(at: position), byte &- 48 < 10, unit > 0 {
            weight += Int(byte &- 48) * unit
            unit /= 10
            position += 1
        }
        return weight
    }
}

extension ByteView {
    /// Without the blanks around it.
    var trimmed: ByteView {
        var start = 0
        var end = count
        while let byte = byte(at: start), byte == 32 || byte == 9 { start += 1 }
        while end > start, let byte = byte(at: end - 1), byte == 32 || byte == 9 { end -= 1 }
        return slice(start, end)
    }
}
