import Configuration

/// What stands behind `log`, alike in every section that has it.
enum LogArguments {
    static let usage =
        "<target> [len <length>] [format <format>] [sample <ranges>:<size>] [profile <name>] <facility> "
        + "[<level> [<minlevel>]]"

    /// What `usage` says.
    ///
    /// - Parameter alternative: what else may stand there, for a message.
    static func target(
        _ arguments: inout Arguments, or alternative: String = ""
    ) throws(ConfigurationError) -> LogTarget {
        let missing = ConfigurationError("log : expects <address> and <facility> \(alternative) as arguments")
        guard let place = arguments.optional(), !arguments.isAtEnd else { throw missing }
        var target = LogTarget(try destination(place), .daemon, location: arguments.line.location)
        if arguments.flag("len") { target.maximumLength = try length(arguments.optional()) }
        if arguments.flag("format") { target.format = try format(arguments.optional()) }
        if arguments.flag("sample") { target.sampling = try sampling(arguments.optional()) }
        if let word = arguments.peek, arguments.flag("profile") {
            target.profileName = arguments.optional()
            if target.profileName == nil {
                throw ConfigurationError("log : expected log-profile name after 'profile'", at: word)
            }
        }
        guard let word = arguments.optional() else { throw missing }
        guard let facility = LogFacility(name: word.text) else {
            throw unknown("log facility", word, LogFacility.names)
        }
        target.facility = facility
        try levels(&arguments, &target)
        if let word = arguments.peek {
            throw ConfigurationError("log : cannot handle unexpected argument '\(word.text)'", at: word)
        }
        return target
    }

    /// A `log` line of a section that knows `log global` and `no log`.
    static func line(_ arguments: inout Arguments, in lines: inout [LogLine]) throws(ConfigurationError) {
        if arguments.negation == .no {
            try endOfNegation(arguments)
            lines = []
        } else if arguments.count == 1, arguments.flag("global") {
            let isKnown = lines.contains { if case .global = $0 { true } else { false } }
            if !isKnown { lines.append(.global) }
        } else {
            lines.append(.target(try target(&arguments, or: "or global")))
        }
    }

    /// `no log` has nothing behind it.
    static func endOfNegation(_ arguments: Arguments) throws(ConfigurationError) {
        guard let word = arguments.peek else { return }
        throw ConfigurationError("log : 'no log' does not expect arguments", at: word)
    }

    static func format(_ word: Word?) throws(ConfigurationError) -> SyslogFormat {
        guard let format = SyslogFormat(rawValue: word?.text ?? "") else {
            throw unknown("log format", word, SyslogFormat.allCases.map(\.rawValue))
        }
        return format
    }

    private static func levels(_ arguments: inout Arguments, _ target: inout LogTarget) throws(ConfigurationError) {
        let names = LogLevel.allCases.map(\.name)
        guard let word = arguments.optional() else { return }
        guard let level = LogLevel(name: word.text) else { throw unknown("optional log level", word, names) }
        target.level = level
        guard let word = arguments.optional() else { return }
        guard let level = LogLevel(name: word.text) else { throw unknown("optional minimum log level", word, names) }
        target.minimumLevel = level
    }

    private static func unknown(_ what: String, _ word: Word?, _ known: [String]) -> ConfigurationError {
        let text = word?.text ?? ""
        return ConfigurationError(
            "log : unknown \(what) '\(text)'", at: word, suggestions: Suggestion.nearest(to: text, among: known))
    }

    private static func length(_ word: Word?) throws(ConfigurationError) -> Int {
        guard let word, let length = Int(word.text), (80...65535).contains(length) else {
            throw ConfigurationError(
                "log : invalid log length '\(word?.text ?? "")', must be between 80 and 65535", at: word)
        }
        return length
    }

    // MARK: Targets

    private static func destination(_ word: Word) throws(ConfigurationError) -> LogTarget.Destination {
        let aliases = ["stdout": "fd@1", "stderr": "fd@2"]
        let text = aliases[word.text] ?? word.text
        if text.hasPrefix("ring@") { return .ring(String(text.dropFirst(5))) }
        if text.hasPrefix("backend@") { return .backend(String(text.dropFirst(8))) }
        do throws(AddressFailure) {
            let address = try Address(configuration: text, rules: .log)
            if address.family == .reverseHTTP || address.family == .socketPair || address.isMultipath {
                throw AddressFailure("address type not acceptable in '\(text)'")
            }
            return .address(address)
        } catch {
            throw ConfigurationError("log : \(error.message)", at: word)
        }
    }

    // MARK: Samples

    private static func sampling(_ word: Word?) throws(ConfigurationError) -> LogSampling {
        let parts = (word?.text ?? "").split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        guard let list = parts.first, !list.isEmpty else {
            throw ConfigurationError("log : missing sample ranges", at: word)
        }
        guard parts.count == 2 else { throw ConfigurationError("log : Missing sample size", at: word) }
        var ranges: [ClosedRange<Int>] = []
        for text in list.split(separator: ",", omittingEmptySubsequences: false) {
            let range = try self.range(text, at: word)
            guard !ranges.contains(where: { $0.overlaps(range) }) else {
                throw ConfigurationError("log : ranges are overlapping", at: word)
            }
            ranges.append(range)
        }
        guard let size = Int(parts[1]), size > 0 else {
            throw ConfigurationError("log : wrong sample size '\(parts[1])' for sample range '\(list)'", at: word)
        }
        let highest = ranges.map(\.upperBound).max() ?? 0
        guard size >= highest else {
            throw ConfigurationError(
                "log : sample size \(size) should be greater or equal to \(highest) the maximum of the high ranges limits",
                at: word)
        }
        return LogSampling(ranges: ranges, size: size)
    }

    /// `<low>[-<high>]`, counted from one.
    private static func range(_ text: Substring, at word: Word?) throws(ConfigurationError) -> ClosedRange<Int> {
        let limits = text.split(separator: "-", maxSplits: 1, omittingEmptySubsequences: false).map { Int($0) }
        guard let low = limits.first ?? nil, let high = limits.last ?? nil, low > 0, low <= high else {
            throw ConfigurationError("log : wrong sample range '\(text)'", at: word)
        }
        return low...high
    }
}
