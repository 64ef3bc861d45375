/// The two cyclic redundancy checks of 32 bits that are in use, a byte at a time over a table.
public struct CyclicChecksum: Sendable {
    /// Of Ethernet, gzip and PNG.
    public static let crc32 = CyclicChecksum(polynomial: 0xedb8_8320)
    /// Castagnoli's, of PROXY protocol headers (RFC 4960, appendix B).
    public static let crc32c = CyclicChecksum(polynomial: 0x82f6_3b78)

    private let table: [UInt32]

    /// - Parameter polynomial: its bits in reverse.
    private init(polynomial: UInt32) {
        table = (0..<256).map { index in
            (0..<8).reduce(UInt32(index)) { value, _ in value & 1 == 0 ? value >> 1 : value >> 1 ^ polynomial }
        }
    }

    public func checksum(of bytes: Span<UInt8>) -> UInt32 {
        let table = table.span
        var value: UInt32 = 0xffff_ffff
        // bounded: a byte is below the table's 256
        for index in bytes.indices { value = table[Int(UInt8(truncatingIfNeeded: value) ^ bytes[index])] ^ value >> 8 }
        return ~value
    }

    /// A checksum of bytes that come one after the other.
    public struct Running {
        private let checksum: CyclicChecksum
        private var state: UInt32 = 0xffff_ffff

        public init(_ checksum: CyclicChecksum) { self.checksum = checksum }

        public var value: UInt32 { ~state }

        public mutating func update(_ byte: UInt8) {
            // bounded: a byte is below the table's 256
            state = checksum.table[Int(UInt8(truncatingIfNeeded: state) ^ byte)] ^ state >> 8
        }
    }
}
