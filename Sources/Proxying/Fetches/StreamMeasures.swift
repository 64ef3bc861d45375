import Samples

/// What working on a stream has cost (manual, 7.3.2).
extension SampleFetch {
    static let streamMeasures: [SampleFetch] = [
        measure("cpu_calls", "How often the stream was worked on.") { $0.calls },
        measure("cpu_ns_tot", "The nanoseconds for which the stream was worked on.") { $0.nanoseconds },
        measure("cpu_ns_avg", "The same, for each call.") { $0.nanoseconds / max(1, $0.calls) },
        measure("lat_ns_tot", "The nanoseconds for which the stream waited to be worked on.") { $0.latency },
        measure("lat_ns_avg", "The same, for each call.") { $0.latency / max(1, $0.calls) },
    ]

    private static func measure(
        _ name: String, _ summary: String, _ value: @escaping @Sendable (StreamMeasure) -> UInt64
    ) -> SampleFetch {
        ofStream(name, gives: .integer, in: .process, summary) { $0.measure.map { .integer(value($0)) } }
    }
}
