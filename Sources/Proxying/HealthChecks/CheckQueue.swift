import Memory

/// The checks of one loop that wait, the one that is due next first: a binary heap of eight bytes an entry.
struct CheckQueue {
    private struct Entry {
        /// Milliseconds of the loop's clock, which begin again after some weeks; all entries are due within `horizon`.
        var due: UInt32
        var task: Int32

        func isEarlier(than other: Entry) -> Bool { Int32(bitPattern: due &- other.due) < 0 }
    }

    /// No check waits longer.
    static let horizon = Milliseconds(Int64(Int32.max) / 2)

    private var entries: ContiguousArray<Entry> = []

    /// When the first one is due; `never` when none waits.
    func next(_ now: Milliseconds) -> Milliseconds {
        guard let first = entries.first else { return .never }
        return now + Milliseconds(Int64(Int32(bitPattern: first.due &- CheckQueue.short(now))))
    }

    private static func short(_ time: Milliseconds) -> UInt32 { UInt32(truncatingIfNeeded: time.rawValue) }

    mutating func reserve(_ count: Int) { entries.reserveCapacity(count) }

    mutating func add(_ task: Int32, due: Milliseconds) {
        entries.append(Entry(due: CheckQueue.short(due), task: task))
        rise(from: entries.count - 1)
    }

    /// Takes the first one if it is due.
    mutating func takeDue(_ now: Milliseconds) -> Int32? {
        guard let first = entries.first, Int32(bitPattern: first.due &- CheckQueue.short(now)) <= 0 else { return nil }
        let last = entries.removeLast()
        if !entries.isEmpty {
            entries[0] = last
            sink(from: 0)
        }
        return first.task
    }

    /// Makes a task that waits due earlier; nothing happens when it is so, or does not wait.
    mutating func hurry(_ task: Int32, due: Milliseconds) {
        let entry = Entry(due: CheckQueue.short(due), task: task)
        guard let place = entries.firstIndex(where: { $0.task == task }), entry.isEarlier(than: entries[place]) else {
            return
        }
        entries[place] = entry
        rise(from: place)
    }

    private mutating func rise(from place: Int) {
        var place = place
        while place > 0 {
            let parent = (place - 1) / 2
            guard entries[place].isEarlier(than: entries[parent]) else { return }
            entries.swapAt(place, parent)
            place = parent
        }
    }

    private mutating func sink(from place: Int) {
        var place = place
        while true {
            var least = place
            for child in (2 * place + 1)...(2 * place + 2)
            where child < entries.count && entries[child].isEarlier(than: entries[least]) {
                least = child
            }
            guard least != place else { return }
            entries.swapAt(place, least)
            place = least
        }
    }
}
