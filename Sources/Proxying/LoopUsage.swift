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
        let usages = generation.usages
        let groups = generation.global.threadGroups
        let group = isGroup && groups.count > 1 ? groups.group(of: index, threads: usages.count) : nil
        var (sum, count) = (0, 0)
        for (loop, usage) in usages.enumerated() {
            if let group, groups.group(of: loop, threads: usages.count) != group { continue }
            sum += usage.current
            count += 1
        }
        return count > 0 ? sum / count : own
    }
}
