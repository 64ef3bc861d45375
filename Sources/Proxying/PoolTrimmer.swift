import CLinux
import EventLoop
import Memory

/// Gives memory back to the system some seconds after a burst of connections.
final class PoolTrimmer: EventSource {
    private static let interval = Milliseconds.seconds(5)
    /// A burst is more connections than this, of which most have gone.
    private static let burst = 256
    private unowned(unsafe) let context: LoopContext
    /// The most connections since the heap was trimmed last.
    private var peak = 0
    /// The first rounds give back what reading the configuration has left.
    private var heapTrims = 1

    init(_ context: LoopContext) {
        self.context = context
        super.init()
    }

    /// Begins to look every few seconds.
    func start() {
        context.loop.register(self)
        context.loop.setDeadline(self, context.now + PoolTrimmer.interval)
    }

    override func expired() {
        context.pools.trim()
        context.loop.trim()
        context.lateWatch.trim()
        trimHeap()
        _ = context.measureUsage()
        context.loop.setDeadline(self, context.now + PoolTrimmer.interval)
    }

    /// Lets the heap give back what a burst has left; only after one, since that walks the heap.
    private func trimHeap() {
        guard context.trimsHeap else { return }
        let used = context.connections.figures.used
        peak = max(peak, context.connections.intervalPeak)
        if peak > PoolTrimmer.burst, used * 2 < peak {
            peak = used
            // Pools let go of what a burst has left over some more rounds.
            heapTrims = 5
        }
        guard heapTrims > 0 else { return }
        heapTrims -= 1
        apus_trim_heap()
    }
}
