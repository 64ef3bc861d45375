import Memory

/// What a loop did in the last second: this second's part and the last one's, weighed by how much of this second has passed.
struct LoopLoad {
    private struct Second {
        /// Milliseconds of waiting.
        var idle: Int64
        var sent: UInt64
    }

    /// On the loop's clock: when the second under way is over.
    private var end: Int64
    /// The second before it.
    private var previous = Second(idle: 1000, sent: 0)
    private var idle: Int64 = 0
    /// Bytes ever sent, when the second began.
    private var sentBefore: UInt64 = 0

    init(now: Milliseconds) { end = now.rawValue + 1000 }

    /// The loop has waited; `sent` are the bytes that it ever sent. Waits are far shorter than the clock's milliseconds where
    /// it matters: how many of them cross a tick says how long they were together.
    @inline(__always)
    mutating func waited(from start: Milliseconds, to now: Milliseconds, sent: UInt64) {
        guard now.rawValue < end else { return turn(from: start.rawValue, to: now.rawValue, sent: sent) }
        idle &+= now.rawValue &- start.rawValue
    }

    /// Another second has begun, or several have gone by.
    private mutating func turn(from start: Int64, to now: Int64, sent: UInt64) {
        let begin = now - (now - end) % 1000
        if begin == end {
            previous = Second(idle: idle + max(0, end - start), sent: sent &- sentBefore)
        } else {
            previous = Second(idle: min(1000, max(0, begin - start)), sent: 0)
        }
        idle = now - max(start, begin)
        sentBefore = sent
        end = begin + 1000
    }

    /// Percent of the last second spent waiting, and the bytes sent in it.
    func lastSecond(at now: Milliseconds, sent: UInt64) -> (idlePercent: Int, sent: UInt64) {
        var load = self
        load.waited(from: now, to: now, sent: sent)
        let rest = load.end - now.rawValue
        let idle = load.idle + load.previous.idle * rest / 1000
        let bytes = (sent &- load.sentBefore) &+ load.previous.sent / 1000 &* UInt64(clamping: rest)
        return (Int(min(100, max(0, idle / 10))), bytes)
    }
}
