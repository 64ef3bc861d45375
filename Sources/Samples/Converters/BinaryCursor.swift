import Memory

/// Reads a binary format from the left. A part that is not all there is nil, and the cursor stays where it was.
struct BinaryCursor {
    let view: ByteView
    private(set) var position: Int

    init(_ view: ByteView, at position: Int = 0) {
        self.view = view
        self.position = position
    }

    var isAtEnd: Bool { position >= view.count }

    mutating func byte() -> UInt8? {
        guard let byte = view.byte(at: position) else { return nil }
        position += 1
        return byte
    }

    mutating func bytes(_ count: UInt64) -> ByteView? {
        guard count <= UInt64(view.count - position) else { return nil }
        defer { position += Int(count) }
        return view.slice(position, position + Int(count))
    }

    /// A number of so many bytes, the most significant first.
    mutating func number(_ count: UInt64) -> UInt64? { bytes(count).map { $0.bigEndian(0, $0.count) } }

    /// Seven bits a byte, the least significant first, the highest bit of each but the last set.
    mutating func variableNumber(atMost longest: Int) -> UInt64? {
        var value: UInt64 = 0
        for index in 0..<longest {
            guard let byte = view.byte(at: position + index) else { return nil }
            value |= UInt64(byte & 0x7f) << UInt64(7 * index)
            guard byte < 0x80 else { continue }
            position += index + 1
            return value
        }
        return nil
    }
}
