import Synchronization

/// How busy one loop was, for expressions on all loops. Only its loop writes it.
final class LoopUsage: Sendable {
    /// Percent of the last second that the loop did not wait.
    private let percent = Atomic<Int>(0)

    var current: Int { percent.load(ordering: .relaxed) }

    func publish(_ value: Int) { percent.store(value, ordering: .relaxed) }
}

extension LoopContext {
    /// Percent of the last second that this loop did not wait; the others learn of it.
    func measureUsage() -> Int {
        let value = 100 - loop.lastSecond.idlePercent
        if let usages = generation?.generation.usages, index < usages.count { usages[index].publish(value) }
        return value
    }

    /// The mean over all loops, or those of this loop's group. What the others have said of themselves is some seconds old.
    func meanUsage(ofGroup isGroup: Bool) -> Int {
        let own = measureUsage()
        guard let generation = generation?.generation else { return own }
        let count = generation.usages.count
        let groups = generation.global.threadGroups
        let group = groups.group(of: index, threads: count)
        let members = isGroup ? groups.members(of: group + 1, threads: count).map { $0 - 1 } : Array(0..<count)
        let known = members.filter { generation.usages.indices.contains($0) }
        guard !known.isEmpty else { return own }
        return known.reduce(0) { $0 + generation.usages[$1].current } / known.count
    }
}
