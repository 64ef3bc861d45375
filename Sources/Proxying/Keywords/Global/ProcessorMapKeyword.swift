import Configuration
import EventLoop

private let digits = UInt8(ascii: "0")...UInt8(ascii: "9")

extension Keyword<GlobalBuilder> {
    /// `cpu-map`: which thread runs where (manual, 3.1).
    static let processorMap = Keyword(
        "cpu-map", in: .global, usage: "[auto:]<thread-group>[/<thread-set>] <cpu-set>[,...] [...]",
        summary: "Binds threads to processors."
    ) { arguments, global in
        let highest = ProcessorMap.highestNumber
        guard let threads = arguments.optional(), !arguments.isAtEnd else {
            throw ConfigurationError(
                "cpu-map expects a thread group number ('all', 'odd', 'even', a number from 1 to \(highest) or a range), "
                    + "followed by a list of CPU ranges with numbers from 0 to \(ProcessorSet.capacity - 1).")
        }
        let isAutomatic = threads.text.hasPrefix("auto:")
        let names = threads.text.dropFirst(isAutomatic ? 5 : 0).split(
            separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        let group = try choice(names.first ?? "", at: threads)
        let set = try names.count > 1 ? choice(names[1], at: threads) : NumberChoice.all
        let processors = try arguments.processors()
        global.settings.placement.map.add(
            ProcessorMap.Line(
                groups: group, threads: set,
                assignment: isAutomatic
                    ? try automatic(group, set, processors.numbers, at: threads) : .together(processors)))
    }

    /// What `auto:` distributes: to the groups or to the threads of one, whichever is a range.
    private static func automatic(
        _ groups: NumberChoice, _ threads: NumberChoice, _ processors: [Int], at word: Word
    ) throws(ConfigurationError) -> ProcessorMap.Assignment {
        let groupCount = groups.count(upTo: ProcessorMap.highestNumber)
        let threadCount = threads.count(upTo: ProcessorMap.highestNumber)
        let spreadsGroups = groupCount > 1 && (threads == .all || threadCount == 1)
        guard groupCount == 1 || spreadsGroups else {
            throw ConfigurationError(
                "cpu-map : 'auto:' takes a range of groups or a range of threads, not both", at: word)
        }
        guard processors.count == (spreadsGroups ? groupCount : threadCount) else {
            throw ConfigurationError(
                "cpu-map : TGROUP/THREAD range and CPU sets must have the same size to be automatically bound "
                    + "(\(spreadsGroups ? groupCount : threadCount) and \(processors.count))", at: word)
        }
        return spreadsGroups ? .eachGroup(processors) : .eachThread(processors)
    }

    /// `all`, `odd`, `even`, `3`, `2-5` or `2-`.
    private static func choice(_ text: Substring, at word: Word) throws(ConfigurationError) -> NumberChoice {
        if let choice = NumberChoice(word: String(text)) { return choice }
        let ends = text.split(separator: "-", maxSplits: 1, omittingEmptySubsequences: false)
        let highest = ProcessorMap.highestNumber
        guard text.utf8.allSatisfy({ digits.contains($0) || $0 == UInt8(ascii: "-") }),
            ends.count < 2 || !ends[1].contains("-")
        else { throw ConfigurationError("cpu-map : '\(text)' is not a valid number/range.", at: word) }
        let first = Int(ends.first ?? "") ?? 0
        let last = ends.count < 2 ? first : ends[1].isEmpty ? highest : Int(ends[1]) ?? 0
        guard (1...highest).contains(first), (1...highest).contains(last) else {
            throw ConfigurationError(
                "cpu-map : '\(text)' is not a valid number/range. It supports numbers from 1 to \(highest).", at: word)
        }
        return .range(min(first, last)...max(first, last))
    }
}

extension Arguments {
    /// Takes all words that are left as sets of processors: `0-3`, `8,9`, `4-`.
    mutating func processors() throws(ConfigurationError) -> ProcessorSet {
        var set = try processorSet(named: "<cpu-set>")
        while !isAtEnd { set.formUnion(try processorSet(named: "<cpu-set>")) }
        return set
    }

    /// Takes one word as a set of processors, or of what is numbered like them.
    mutating func processorSet(named name: String) throws(ConfigurationError) -> ProcessorSet {
        let word = try next(named: name)
        var set = ProcessorSet()
        let parts = word.text.split(separator: ",")
        guard let first = word.text.utf8.first, digits.contains(first) else {
            throw ConfigurationError("\(keyword) : '\(word.text)' is not a CPU range.", at: word)
        }
        for part in parts {
            let ends = part.split(separator: "-", maxSplits: 1, omittingEmptySubsequences: false)
            let isNumber = { (end: Substring) in end.utf8.allSatisfy(digits.contains) }
            guard let start = ends.first, !start.isEmpty, ends.allSatisfy(isNumber) else {
                throw ConfigurationError("\(keyword) : '\(part)' is not a CPU range.", at: word)
            }
            let highest = ProcessorSet.capacity - 1
            let lower = Int(start) ?? .max
            let upper = ends.count < 2 ? lower : ends[1].isEmpty ? highest : Int(ends[1]) ?? .max
            guard max(lower, upper) <= highest else {
                throw ConfigurationError("\(keyword) : supports CPU numbers from 0 to \(highest).", at: word)
            }
            set.formUnion(ProcessorSet(min(lower, upper)...max(lower, upper)))
        }
        return set
    }
}
