import Memory

/// The servers' values of a persistence cookie, made once and read by all loops; another one takes its place when a value changes.
final class CookieTable: Sendable {
    /// All values, one behind the other.
    private let bytes: ConstantBytes
    /// Where each server's value lies; nil where it has none.
    private let places: ContiguousArray<ByteSlice?>
    /// Servers by the hash of their value, in ascending order; of equal ones the first server comes first.
    private let order: ContiguousArray<Entry>

    private struct Entry {
        let hash: UInt64
        let server: Int32
    }

    init(_ values: [[UInt8]?]) {
        var text: [UInt8] = []
        var order: ContiguousArray<Entry> = []
        places = ContiguousArray(
            values.enumerated().map { index, value in
                guard let value else { return nil }
                order.append(Entry(hash: value.withView { CookieTable.hash($0) }, server: Int32(clamping: index)))
                text += value
                return ByteSlice(text.count - value.count, text.count)
            })
        bytes = ConstantBytes(text)
        self.order = ContiguousArray(order.sorted { ($0.hash, $0.server) < ($1.hash, $1.server) })
    }

    /// FNV-1a
    private static func hash(_ view: ByteView) -> UInt64 {
        view.withSpan { bytes in
            var hash: UInt64 = 0xcbf2_9ce4_8422_2325
            for index in bytes.indices { hash = (hash ^ UInt64(bytes[index])) &* 0x100_0000_01b3 }
            return hash
        }
    }

    /// The server's own value.
    func value(of server: Int) -> ByteView? {
        // bounded: checked here
        guard places.indices.contains(server), let place = places[server] else { return nil }
        return bytes.view.slice(place.start, place.end)
    }

    /// The first server with a value that `accepts` takes, in the order of the configuration; nil, and whether there are some that it
    /// does not take.
    @inline(__always)
    func server(for value: ByteView, accepts: (Int) -> Bool) -> (server: Int?, exists: Bool) {
        let hash = CookieTable.hash(value)
        var low = 0
        var high = order.count
        while low < high {
            let middle = (low + high) / 2
            // bounded: below the count
            if order[middle].hash < hash { low = middle + 1 } else { high = middle }
        }
        var exists = false
        // bounded: checked here
        while low < order.count, order[low].hash == hash {
            let server = Int(order[low].server)
            low += 1
            guard self.value(of: server)?.equals(value) == true else { continue }
            if accepts(server) { return (server, true) }
            exists = true
        }
        return (nil, exists)
    }
}
