/// Tickets with the next one in front.
struct TicketHeap {
    struct Entry {
        let key: QueueKey
        let ticket: QueueTicket
    }

    private var entries: ContiguousArray<Entry> = []
    /// A burst of more than so many gives its memory back.
    private static let keptCapacity = 1024

    var count: Int { entries.count }
    var first: Entry? { entries.first }
    var sorted: [QueueTicket] { entries.sorted { $0.key < $1.key }.map(\.ticket) }

    mutating func insert(_ entry: Entry) {
        entries.append(entry)
        rise(entries.count - 1)
    }

    mutating func removeFirst() {
        guard let last = entries.popLast(), !entries.isEmpty else { return release() }
        entries[0] = last
        sink(0)
    }

    mutating func removeAll(where condition: (QueueTicket) -> Bool) {
        entries.removeAll { condition($0.ticket) }
        release()
        for position in stride(from: entries.count / 2 - 1, through: 0, by: -1) { sink(position) }
    }

    private mutating func release() {
        if entries.isEmpty, entries.capacity > Self.keptCapacity { entries = [] }
    }

    private mutating func rise(_ start: Int) {
        var position = start
        while position > 0 {
            let parent = (position - 1) / 2
            guard entries[position].key < entries[parent].key else { return }
            entries.swapAt(position, parent)
            position = parent
        }
    }

    private mutating func sink(_ start: Int) {
        var position = start
        while true {
            var least = position
            for child in (2 * position + 1)...(2 * position + 2) where child < entries.count {
                if entries[child].key < entries[least].key { least = child }
            }
            guard least != position else { return }
            entries.swapAt(position, least)
            position = least
        }
    }
}
