import EventLoop

/// How often a stream was worked on, for how long, and how long it had to wait for that (manual, 7.3.2 `cpu_calls`, `lat_ns_tot`).
/// Only configurations that ask for it measure.
struct StreamMeasure {
    var calls: UInt64 = 0
    /// Of the calls that are over.
    var nanoseconds: UInt64 = 0
    /// Between the moment at which the loop was told that there is something to do and the call.
    var latency: UInt64 = 0
}

extension LoopContext {
    /// Works on an endpoint's stream, and measures that.
    @inline(never)
    func measured(_ endpoint: SocketEndpoint, _ body: () -> Void) {
        callBegan = Clock.nanoseconds()
        endpoint.stream?.beginCall()
        body()
        // Whoever began meanwhile has reset the time.
        endpoint.stream?.endCall()
        callBegan = 0
    }
}

extension Stream {
    /// A call begins, or the stream does while one is under way.
    func beginCall() {
        guard context.callBegan > 0 else { return }
        let record = takeRecord()
        if record.measure.calls == 0 { context.callBegan = Clock.nanoseconds() }
        record.measure.calls &+= 1
        record.measure.latency &+= context.callBegan &- min(context.callBegan, context.loop.turnBegan)
    }

    fileprivate func endCall() { record?.measure.nanoseconds &+= timeOfCall }

    /// Of the call that is under way.
    private var timeOfCall: UInt64 {
        guard context.callBegan > 0 else { return 0 }
        let now = Clock.nanoseconds()
        return now &- min(now, context.callBegan)
    }

    /// What was measured until now; nil where nothing is.
    var measure: StreamMeasure? {
        guard var measure = record?.measure, measure.calls > 0 else { return nil }
        measure.nanoseconds &+= timeOfCall
        return measure
    }
}
