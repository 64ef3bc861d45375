import EventLoop
import Memory
import Samples

/// The process and the loop at work (manual, 7.3.2).
extension SampleFetch {
    static let processState: [SampleFetch] = [
        ofLoop("stopping", gives: .boolean, in: .process, "Whether the process is ending.") { .boolean($0.isStopping) },
        ofLoop("thread", gives: .integer, "The number of the loop's thread, from 0.") { .integer($0.index) },
        ofLoop("tgroup", gives: .integer, "The number of the thread's group, from 0.") { context in
            guard let groups = context.generation?.generation.global.threadGroups else { return .integer(0) }
            return .integer(groups.group(of: context.index, threads: context.peers.count))
        },
        ofLoop("uptime", gives: .integer, "Seconds since the process began.") { context in
            .integer((context.now - context.started).rawValue / 1000)
        },
        ofLoop(
            "cpu_usage_thr", gives: .integer, in: .process, "Percent of the last second that the loop at work was busy."
        ) {
            .integer($0.measureUsage())
        },
        ofLoop("cpu_usage_grp", gives: .integer, in: .process, "The same on the average of the loop's group.") {
            .integer($0.meanUsage(ofGroup: true))
        },
        ofLoop("cpu_usage_proc", gives: .integer, in: .process, "The same on the average of all loops.") {
            .integer($0.meanUsage(ofGroup: false))
        },
        SampleFetch(
            "wait_end", gives: .boolean, in: .process, "True when nothing more is waited for; unknown before."
        ) { _, evaluation in
            if evaluation.isComplete { return .boolean(true) }
            evaluation.needsMore = true
            return nil
        },
    ]
}

extension ThreadGroups {
    /// The place of a thread's group; both are counted from 0.
    func group(of thread: Int, threads: Int) -> Int {
        guard count > 1 else { return 0 }
        return (1...count).first { members(of: $0, threads: threads).contains(thread + 1) }.map { $0 - 1 } ?? 0
    }
}
