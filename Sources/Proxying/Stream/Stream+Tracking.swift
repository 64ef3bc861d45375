import HTTP
import Memory

/// What a stream counts in the tables where it or its session is tracked (manual, 4.4 `track-sc0`).
extension Stream {
    /// Some rule of the configuration tracks; the only thing that streams look at where none does.
    @inline(__always)
    var mayBeTracked: Bool { session.frontend.costs.contains(.tracking) }

    /// The entry behind a counter: the stream's own, or its session's.
    func tracked(_ number: Int) -> TrackedEntry? {
        let own = extras?._withUnsafeGuaranteedRef { $0.tracked.entry(number) }
        return own ?? session.extras?.tracked.entry(number)
    }

    /// Begins to count in an entry; a counter that is in use stays what it is.
    func track(_ number: Int, _ table: Unretained<StickTable>, _ key: ByteView) {
        let now = context.tableTime
        let isRequest = session.mode == .http
        guard let place = table({ $0.hold(key, isRequest: isRequest, now) }) else { return }
        let entry = TrackedEntry(number, table, place)
        withExtras { $0.tracked.append(entry) }
        // Whose fault the response is was counted before.
        guard response != nil else { return }
        if isError(serverStatus) { entry.count(.errorCount, .errorRate, now) }
        if isFailure(serverStatus) { entry.count(.failureCount, .failureRate, now) }
    }

    /// Leaves what is tracked to another stream.
    func takeTracked() -> TrackedEntries {
        extras?._withUnsafeGuaranteedRef { extras in
            defer { extras.tracked = [] }
            return extras.tracked
        } ?? []
    }

    /// Counts where another stream has counted, which had no requests.
    func goOnTracking(_ entries: TrackedEntries) {
        guard !entries.isEmpty else { return }
        withExtras { $0.tracked = entries }
        let now = context.tableTime
        for entry in entries { entry.count(.requestCount, .requestRate, now) }
    }

    private func eachTracked(_ body: (TrackedEntry) -> Void) {
        extras?._withUnsafeGuaranteedRef { for entry in $0.tracked { body(entry) } }
        if let extras = session.extras { for entry in extras.tracked { body(entry) } }
    }

    /// A request begins: it counts for what tracks the session.
    func countTrackedRequest() {
        guard mayBeTracked else { return }
        session.countTracked(.requestCount, .requestRate)
    }

    /// The client has done something wrong.
    func countTrackedError() {
        guard mayBeTracked else { return }
        let now = context.tableTime
        eachTracked { $0.count(.errorCount, .errorRate, now) }
    }

    /// The server has failed.
    func countTrackedFailure() {
        guard mayBeTracked, session.mode == .http else { return }
        let now = context.tableTime
        eachTracked { $0.count(.failureCount, .failureRate, now) }
    }

    /// The status that a server has sent tells whose fault something was.
    func countTracked(status: UInt16) {
        guard mayBeTracked else { return }
        if isError(status) { countTrackedError() }
        if isFailure(status) { countTrackedFailure() }
    }

    private func isError(_ status: UInt16) -> Bool {
        context.generation?.statusFaults.errors.contains(status) ?? false
    }

    private func isFailure(_ status: UInt16) -> Bool {
        context.generation?.statusFaults.failures.contains(status) ?? false
    }

    /// The stream is over: bytes are counted, and what is the stream's own is let go.
    func endTracking() {
        let now = context.tableTime
        let (received, sent) = (bytes.requestIn, bytes.responseIn)
        eachTracked { $0.count(received: received, sent: sent, now) }
        extras?._withUnsafeGuaranteedRef { extras in
            guard !extras.tracked.isEmpty else { return }
            for entry in extras.tracked { entry.release(now) }
            extras.tracked.removeAll(keepingCapacity: true)
        }
    }
}

extension TrackedEntry {
    /// Counts what a client has sent and what it got.
    func count(received: UInt64, sent: UInt64, _ now: UInt32) {
        let factor = table { UInt64($0.byteRateFactor) }
        let _: Void? = with { shard, record in
            shard.add(received, to: .bytesInCount, at: record, now)
            shard.add(received / factor, to: .bytesInRate, at: record, now)
            shard.add(sent, to: .bytesOutCount, at: record, now)
            shard.add(sent / factor, to: .bytesOutRate, at: record, now)
        }
    }
}
