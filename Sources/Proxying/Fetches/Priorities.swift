import Samples

/// Where rules have put a stream in queues (manual, 7.3.2).
extension SampleFetch {
    static let priorities: [SampleFetch] = [
        ofStream("prio_class", gives: .integer, in: .process, "The class in which the stream waits for servers.") {
            .integer(Int64($0.adjustments?.priority.level ?? 0))
        },
        ofStream(
            "prio_offset", gives: .integer, in: .process, "The milliseconds by which it waits as if it came later."
        ) {
            .integer(Int64($0.adjustments?.priority.offset ?? 0))
        },
    ]
}
