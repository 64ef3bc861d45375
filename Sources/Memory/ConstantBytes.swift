/// Bytes that never change once made: the texts of a configuration. Its view is valid as long as the object lives.
///
/// Sendable because nothing can write to the memory after `init`.
public final class ConstantBytes: @unchecked Sendable {
    private let storage: UnsafeMutablePointer<UInt8>
    public let count: Int

    public init(_ bytes: [UInt8]) {
        count = bytes.count
        storage = .allocate(capacity: max(1, bytes.count))
        for (position, byte) in bytes.enumerated() { storage[position] = byte }
    }

    deinit { storage.deallocate() }

    public var view: ByteView { ByteView(base: UnsafePointer(storage), count: count) }
}

extension Array where Element == UInt8 {
    /// Reads the bytes as a view, which is valid only meanwhile.
    public func withView<Result>(_ body: (ByteView) throws -> Result) rethrows -> Result {
        try withUnsafeBufferPointer { try body(ByteView(base: $0.baseAddress, count: $0.count)) }
    }
}
