/// `thread-groups` and `thread-group` (manual, 3.1). Loops share next to nothing, so that groups only give the numbers of
/// threads another notation: `2/1` is the first thread of the second group.
public struct ThreadGroups: Sendable {
    public var count = 1
    /// Whether a `thread-groups` line says how many there are.
    public var isCounted = false
    /// `thread-group` lines: threads, counted from one, by group.
    public var definitions: [Int: [ClosedRange<Int>]] = [:]

    public static let maximumCount = 16

    public init() {}

    /// How many threads belong to no group although every group has its own.
    func unassigned(threads: Int) -> Int {
        guard threads > 0, (1...max(1, count)).allSatisfy({ definitions[$0] != nil }) else { return 0 }
        return (1...threads).count { thread in !definitions.values.joined().contains { $0.contains(thread) } }
    }

    /// The threads of a group, counted from one and in order; those that no line assigns are spread evenly.
    public func members(of group: Int, threads: Int) -> [Int] {
        guard (1...max(1, count)).contains(group), threads > 0 else { return [] }
        if let ranges = definitions[group] {
            return (1...threads).filter { thread in ranges.contains { $0.contains(thread) } }
        }
        let assigned = definitions.values.joined()
        let free = (1...threads).filter { thread in !assigned.contains { $0.contains(thread) } }
        let groups = (1...count).filter { definitions[$0] == nil }
        guard let place = groups.firstIndex(of: group) else { return [] }
        let share = (free.count + groups.count - 1) / groups.count
        return Array(free.dropFirst(place * share).prefix(share))
    }
}
