import Configuration

extension Arguments {
    /// Takes the value of `proto`.
    mutating func wireProtocol() throws(ConfigurationError) -> WireProtocol {
        guard let word = optional() else { throw ConfigurationError("'\(keyword)' : missing value.") }
        if let cause = WireProtocol.planned[word.text] {
            throw ConfigurationError("'\(keyword) \(word.text)' is not built yet: it comes with \(cause)", at: word)
        }
        guard let chosen = WireProtocol(rawValue: word.text) else {
            throw ConfigurationError(
                "'\(keyword)' :  unknown MUX protocol '\(word.text)'.", at: word,
                suggestions: Suggestion.nearest(to: word.text, among: WireProtocol.allCases.map(\.rawValue)))
        }
        return chosen
    }
}
