import Memory

/// Buffers of exactly the size that is asked for, so that the address sanitizer sees a read or write behind their end.
enum ExactBuffer {
    /// An empty buffer, which lives as long as `body` runs.
    static func with<Result, Failure: Error>(
        capacity: Int, _ body: (Buffer) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        let storage = UnsafeMutablePointer<UInt8>.allocate(capacity: max(capacity, 1))
        storage.initialize(repeating: 0, count: max(capacity, 1))
        defer { storage.deallocate() }
        return try body(Buffer(storage: storage, capacity: capacity))
    }

    /// A buffer that holds `bytes`, which lives as long as `body` runs.
    static func with<Result, Failure: Error>(
        _ bytes: [UInt8], headroom: Int = 0, tailroom: Int = 0, _ body: (Buffer) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        try with(capacity: bytes.count + headroom + tailroom) { buffer throws(Failure) in
            buffer.reset(headroom: headroom)
            buffer.append(bytes)
            return try body(buffer)
        }
    }
}

extension Buffer {
    /// A copy of the data.
    var data: [UInt8] { bytes(in: ByteSlice(start, end)) }
}
