import Memory

/// Reads a message from the left. A part that is not all there is nil.
struct DNSCursor {
    /// A name has fewer labels than this, and each may stand somewhere else.
    private static let mostPointers = 128

    private let message: ByteView
    private(set) var position: Int

    init(_ message: ByteView, at position: Int = 0) {
        self.message = message
        self.position = position
    }

    mutating func byte() -> UInt8? {
        guard let byte = message.byte(at: position) else { return nil }
        position += 1
        return byte
    }

    /// A number of so many bytes, the most significant first.
    mutating func number(_ count: Int) -> UInt64? {
        guard count <= message.count - position else { return nil }
        defer { position += count }
        return message.bigEndian(position, position + count)
    }

    mutating func short() -> UInt16? { number(2).map { UInt16(truncatingIfNeeded: $0) } }

    /// Leaves out so many bytes; nil when there are fewer.
    mutating func skip(_ count: Int) -> Void? {
        guard count <= message.count - position else { return nil }
        position += count
        return ()
    }

    /// A name, which may go on where an earlier one stands (RFC 1035, 4.1.4). Such a pointer must lead further back than
    /// whatever was read of the name before it, so that no name is endless.
    mutating func name() -> DomainName? {
        var labels: [UInt8] = []
        var place = position
        var earliest = position
        var end: Int?
        var pointers = 0
        while let length = message.byte(at: place) {
            switch length >> 6 {
            case 0:
                guard length > 0 else {
                    position = end ?? place + 1
                    return DomainName(labels: labels)
                }
                guard Int(length) < message.count - place, labels.count < DomainName.longest else { return nil }
                labels.append(length)
                let label = message.slice(place + 1, place + 1 + Int(length))
                label.withSpan { span in
                    // bounded: its own indices
                    for index in span.indices { labels.append(DomainName.lowered(span[index])) }
                }
                place += 1 + Int(length)
            case 3:
                guard let low = message.byte(at: place + 1) else { return nil }
                let target = Int(length & 0x3f) << 8 | Int(low)
                pointers += 1
                guard target < earliest, pointers <= DNSCursor.mostPointers else { return nil }
                end = end ?? place + 2
                earliest = target
                place = target
            default: return nil
            }
        }
        return nil
    }
}
