import Memory

extension Arguments {
    /// Takes an integer: `'nbthread' expects a numeric value between 1 and 64 (got '0').`.
    public mutating func integer(
        named name: String, in range: ClosedRange<Int> = Int.min...Int.max
    ) throws(ConfigurationError) -> Int {
        guard let word = peek else {
            throw missing("'\(keyword)' expects an integer argument (\(name)).")
        }
        skip()
        guard let number = Int(configuration: word.text) else {
            throw ConfigurationError("'\(keyword)' expects an integer argument (got '\(word.text)').", at: word)
        }
        guard range.contains(number) else {
            throw ConfigurationError("'\(keyword)' \(Arguments.expectation(range)) (got '\(word.text)').", at: word)
        }
        return number
    }

    private static func expectation(_ range: ClosedRange<Int>) -> String {
        switch (range.lowerBound, range.upperBound) {
        case (1, .max): "expects a positive integer argument"
        case (let lower, .max): "expects an integer of at least \(lower)"
        case (.min, let upper): "expects an integer of at most \(upper)"
        case (let lower, let upper): "expects a numeric value between \(lower) and \(upper)"
        }
    }

    /// Takes a time (section 2.5), in milliseconds unless it has a unit; `defaultUnit` is used without one.
    public mutating func duration(
        named name: String, defaultUnit: TimeUnit = .milliseconds, maximum: Milliseconds = .maximumTimer
    ) throws(ConfigurationError) -> Milliseconds {
        guard let word = peek else {
            throw missing("'\(keyword)' expects an integer value (in \(defaultUnit.plural)) (\(name)).")
        }
        skip()
        do {
            return try Milliseconds(configuration: word.text, defaultUnit: defaultUnit, maximum: maximum)
        } catch {
            let message = error.message(about: word.text, of: keyword, maximum: maximum)
            guard case .trailingCharacter(_, let value) = error else { throw ConfigurationError(message, at: word) }
            warn(message + ". This will be reported as an error in next versions.", at: word)
            return value
        }
    }

    /// Takes a size (section 2.6), in bytes unless it has a unit.
    public mutating func size(
        named name: String, in range: ClosedRange<Int> = 0...Int.max
    ) throws(ConfigurationError) -> ByteCount {
        guard let word = peek else {
            throw missing("'\(keyword)' expects a size argument (\(name)).")
        }
        skip()
        let size: ByteCount
        do {
            size = try ByteCount(configuration: word.text)
        } catch {
            throw ConfigurationError(error.message(about: word.text, of: keyword), at: word)
        }
        guard range.contains(size.rawValue) else {
            throw ConfigurationError("'\(keyword)' \(Arguments.expectation(range)) (got '\(word.text)').", at: word)
        }
        return size
    }

    /// Takes one of these words: `'x' expects either 'on', 'auto', or 'off' but got '5'.`.
    public mutating func oneOf<Value>(_ choices: KeyValuePairs<String, Value>) throws(ConfigurationError) -> Value {
        let word = peek
        if let word, let choice = choices.first(where: { $0.key == word.text }) {
            skip()
            return choice.value
        }
        let words = choices.map(\.key)
        guard let word else { throw missing("'\(keyword)' \(Arguments.expectation(words)).") }
        skip()
        throw ConfigurationError(
            "'\(keyword)' \(Arguments.expectation(words)) but got '\(word.text)'", at: word,
            suggestions: Suggestion.nearest(to: word.text, among: words))
    }

    /// Takes one of these words.
    public mutating func oneOf(_ choices: [String]) throws(ConfigurationError) -> String {
        let word = peek
        if let word, choices.contains(word.text) {
            skip()
            return word.text
        }
        guard let word else { throw missing("'\(keyword)' \(Arguments.expectation(choices)).") }
        skip()
        throw ConfigurationError(
            "'\(keyword)' \(Arguments.expectation(choices)) but got '\(word.text)'", at: word,
            suggestions: Suggestion.nearest(to: word.text, among: choices))
    }

    /// Takes `on` or `off`.
    public mutating func onOrOff() throws(ConfigurationError) -> Bool { try oneOf(["on": true, "off": false]) }

    private static func expectation(_ words: [String]) -> String {
        let either = words.count > 1 ? "either " : ""
        return "expects \(either)\(Suggestion.list(words, conjunction: "or"))"
    }

    /// Takes an address (section 2.9).
    public mutating func address(
        named name: String = "<address>", _ rules: AddressRules
    ) throws(ConfigurationError) -> Address {
        let word = try next(named: name)
        do {
            return try Address(configuration: word.text, rules: rules)
        } catch {
            throw ConfigurationError("'\(keyword)' : \(error.message)", at: word)
        }
    }

    /// Takes a list of addresses separated by commas, as `bind` has it.
    public mutating func addresses(
        named name: String = "<address>", _ rules: AddressRules
    ) throws(ConfigurationError) -> [Address] {
        let word = try next(named: name)
        var addresses: [Address] = []
        for part in word.text.split(separator: ",", omittingEmptySubsequences: true) {
            do {
                addresses.append(try Address(configuration: String(part), rules: rules))
            } catch {
                throw ConfigurationError("'\(keyword)' : \(error.message)", at: word)
            }
        }
        return addresses
    }
}
