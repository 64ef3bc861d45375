import EventLoop
import Proxying

/// What `-dc` tells: the processors of the machine by the numbers that `cpu-set` knows, and where threads run.
enum PlacementReport {
    static func text(_ placement: Placement, of topology: ProcessorTopology, _ groups: ThreadGroups) -> String {
        let used = Set(placement.chosen.map(\.number))
        var lines = ["\(used.count) of \(topology.processors.count) processors are used:"]
        for processor in topology.processors {
            let speed = processor.performance > 0 ? " capacity=\(processor.performance)" : ""
            lines.append(
                "  cpu=\(processor.number) node=\(processor.node) ccx=\(processor.complex) cluster=\(processor.cluster)"
                    + " core=\(processor.core) thread=\(processor.thread)\(speed)"
                    + (used.contains(processor.number) ? "" : " evicted"))
        }
        lines.append("\(placement.threads) threads:")
        for group in 1...max(1, groups.count) {
            for thread in groups.members(of: group, threads: placement.threads) {
                let set = thread <= placement.processors.count ? placement.processors[thread - 1] : nil
                lines.append("  thread=\(thread) group=\(group) " + (set.map { "bound to \($0.text)" } ?? "not bound"))
            }
        }
        return lines.map { $0 + "\n" }.joined()
    }
}
