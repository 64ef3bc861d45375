import Memory

/// What was captured of one exchange, by place (`CapturePlan`); an exchange takes one when its first value is captured.
final class CaptureStore {
    private struct Entry {
        let storage = ByteStorage()
        var value: ByteView?
    }

    private var entries: ContiguousArray<Entry> = []

    /// Keeps a copy of what fits.
    func set(_ place: Int, _ value: ByteView, limit: Int) {
        while entries.count <= place { entries.append(Entry()) }
        entries[place].value = entries[place].storage.store(value.slice(0, limit))
    }

    func value(_ place: Int) -> ByteView? { place < entries.count ? entries[place].value : nil }

    /// Forgets all; the memory stays for the next owner.
    func removeAll() {
        for place in entries.indices { entries[place].value = nil }
        if entries.count > 16 { entries = [] }
    }
}
