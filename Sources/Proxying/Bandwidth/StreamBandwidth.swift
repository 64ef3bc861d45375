import EventLoop
import Memory

/// The limits of one stream's bandwidth: made when a rule sets the first, registered at its loop while bytes wait for a limit.
final class StreamBandwidth: EventSource {
    private unowned(unsafe) var stream: Stream
    /// In the order in which rules have set them; that changes nothing, since bytes pass when all limits let them.
    private var limits: [BandwidthLimit] = []
    /// Bytes of the client, or of the server, wait for a limit.
    private var holdsUpload = false
    private var holdsDownload = false

    init(_ stream: Stream) { self.stream = stream }

    /// Makes a pooled object ready for its next stream.
    func reuse(_ stream: Stream) {
        self.stream = stream
        limits.removeAll(keepingCapacity: true)
        holdsUpload = false
        holdsDownload = false
    }

    /// Sets a limit, in the place of what was set for the same filter.
    func set(_ filter: BandwidthFilter, _ rate: BandwidthRate, _ member: BandwidthMember?, on loop: LoopContext) {
        if let index = limits.firstIndex(where: { $0.filter === filter }) {
            limits.remove(at: index).member?.leave(loop.tableTime)
        }
        limits.append(BandwidthLimit(filter, rate, member, now: loop.now))
    }

    /// The stream is over.
    func leave(_ loop: LoopContext) {
        for limit in limits { limit.member?.leave(loop.tableTime) }
        limits.removeAll(keepingCapacity: true)
    }

    /// Bytes wait: no peer is late.
    var holdsBack: Bool { holdsUpload || holdsDownload }

    /// How many of the bytes that are there may pass; if none, their source is asked again when some may.
    func allowance(for count: Int, isUpload: Bool, on loop: Loop) -> Int {
        var allowed = count
        var delay = Milliseconds.zero
        for index in limits.indices where limits[index].isUpload == isUpload {
            let (bytes, time) = limits[index].allowance(for: count, at: loop.now)
            allowed = min(allowed, bytes)
            delay = max(delay, time)
        }
        if isUpload { holdsUpload = allowed == 0 } else { holdsDownload = allowed == 0 }
        if allowed == 0 { wake(loop.now + delay, on: loop) }
        return allowed
    }

    /// Bytes have passed.
    func pay(for count: Int, isUpload: Bool, on loop: LoopContext) {
        for index in limits.indices where limits[index].isUpload == isUpload {
            limits[index].pay(for: count)
            limits[index].member?.count(count, isUpload: isUpload, loop.tableTime)
        }
    }

    private func wake(_ time: Milliseconds, on loop: Loop) {
        if slot < 0 { loop.register(self) }
        loop.setDeadline(self, min(loop.deadline(self), time))
    }

    override func expired() {
        let stream = Unretained(self.stream)
        holdsUpload = false
        holdsDownload = false
        stream {
            $0.withFront { $0.pump() }
            // That may have been the end of it.
            if $0.bandwidth === self { Unretained($0.back)? { $0.pump() } }
        }
    }
}

extension Stream {
    /// Limits a direction as a filter says, or as a rule does.
    func limit(_ filter: BandwidthFilter, to rate: BandwidthRate, _ member: BandwidthMember?) {
        let bandwidth = self.bandwidth ?? context.takeBandwidth(for: self)
        bandwidth.set(filter, rate, member, on: context)
        self.bandwidth = bandwidth
        state.insert(.limitsBandwidth)
    }

    /// Data of one side waits for a limit.
    @inline(__always)
    var holdsBack: Bool { state.contains(.limitsBandwidth) && bandwidth?.holdsBack == true }

    func dropBandwidth(_ bandwidth: consuming StreamBandwidth) {
        self.bandwidth = nil
        bandwidth.leave(context)
        if bandwidth.slot >= 0 { context.loop.unregister(bandwidth) }
        context.give(bandwidth)
    }
}
