/// The threads that a bind line names with `thread` (manual, 5.1); an empty set stands for all of them.
public struct ThreadSet: Sendable, Hashable {
    private struct Part: Hashable, Sendable {
        let group: Int?
        /// Counted from one, in the group or, without one, in the process.
        let members: NumberChoice
    }
    private var parts: [Part] = []

    public init() {}

    /// The groups that are named.
    var groups: [Int] { parts.compactMap(\.group) }
    /// Absolute numbers and those of a group do not go together.
    var isMixed: Bool { Set(parts.map { $0.group == nil }).count > 1 }

    /// Adds `all`, `odd`, `even`, `3`, `2-5`, `-5` or `2-`, behind `<group>/` perhaps; false if it is none of them.
    mutating func add(_ text: String) -> Bool {
        let halves = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        let group = halves.count > 1 ? Int(halves[0]) : nil
        guard halves.count == 1 || group ?? 0 > 0, let set = halves.last,
            let members = NumberChoice(word: String(set)) ?? ThreadSet.range(String(set)).map(NumberChoice.range)
        else { return false }
        parts.append(Part(group: group, members: members))
        return true
    }

    /// `3`, `2-5`, `-5` or `2-`; nil if it is none of them.
    static func range(_ text: String) -> ClosedRange<Int>? {
        let bounds = text.split(separator: "-", maxSplits: 1, omittingEmptySubsequences: false)
        let lower = bounds[0].isEmpty ? 1 : Int(bounds[0])
        let upper = bounds.count == 1 ? lower : bounds[1].isEmpty ? maximum : Int(bounds[1])
        guard text != "-", !text.isEmpty, let lower, let upper, lower >= 1, upper <= maximum, lower <= upper else {
            return nil
        }
        return lower...upper
    }

    /// The indices, from zero, of the loops that are named.
    func loops(of count: Int, _ groups: ThreadGroups) -> [Int] {
        guard !parts.isEmpty else { return Array(0..<count) }
        var named: Set<Int> = []
        for part in parts {
            guard let group = part.group else {
                named.formUnion((1...max(1, count)).filter(part.members.contains))
                continue
            }
            for (place, thread) in groups.members(of: group, threads: count).enumerated()
            where part.members.contains(place + 1) {
                named.insert(thread)
            }
        }
        return named.filter { $0 <= count }.map { $0 - 1 }.sorted()
    }

    private static let maximum = 4096
}

/// `shards`: how many listening sockets share an address.
public enum BindShards: Sendable, Hashable {
    case count(Int)
    case byThread, byGroup
}
