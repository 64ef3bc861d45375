import Memory

/// The checks of one loop that wait, the one that is due next first: a binary heap of sixteen bytes an entry.
struct CheckQueue {
    private struct Entry {
        var due: Int64
        var task: Int32
    }

    private var entries: ContiguousArray<Entry> = []

    /// When the first one is due; `never` when none waits.
    var next: Milliseconds { entries.first.map { Milliseconds($0.due) } ?? .never }

    mutating func reserve(_ count: Int) { entries.reserveCapacity(count) }

    mutating func add(_ task: Int32, due: Milliseconds) {
        entries.append(Entry(due: due.rawValue, task: task))
        rise(from: entries.count - 1)
    }

    /// Takes the first one if it is due.
    mutating func takeDue(_ now: Milliseconds) -> Int32? {
        guard let first = entries.first, first.due <= now.rawValue else { return nil }
        let last = entries.removeLast()
        if !entries.isEmpty {
            entries[0] = last
            sink(from: 0)
        }
        return first.task
    }

    /// Makes a task that waits due earlier; nothing happens when it is so, or does not wait.
    mutating func hurry(_ task: Int32, due: Milliseconds) {
        guard let place = entries.firstIndex(where: { $0.task == task }), entries[place].due > due.rawValue else {
            return
        }
        entries[place].due = due.rawValue
        rise(from: place)
    }

    private mutating func rise(from place: Int) {
        var place = place
        while place > 0 {
            let parent = (place - 1) / 2
            guard entries[place].due < entries[parent].due else { return }
            entries.swapAt(place, parent)
            place = parent
        }
    }

    private mutating func sink(from place: Int) {
        var place = place
        while true {
            var least = place
            for child in (2 * place + 1)...(2 * place + 2)
            where child < entries.count && entries[child].due < entries[least].due {
                least = child
            }
            guard least != place else { return }
            entries.swapAt(place, least)
            place = least
        }
    }
}
