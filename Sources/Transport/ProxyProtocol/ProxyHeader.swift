import Memory

/// A PROXY protocol header of either version, or a NetScaler client address header, read from the front of a connection.
public struct ProxyHeader: Sendable, Hashable {
    public enum Value: Sendable, Hashable {
        /// The sender speaks for itself: the connection's own addresses hold.
        case local

        /// The sender cannot say: the connection's own addresses hold.
        case unknown

        case proxied(source: ProxyAddress, destination: ProxyAddress)
    }

    /// How many bytes to drop from the front of the connection.
    public var length: Int
    public var value: Value

    /// The addresses are those of datagrams. On a stream HAProxy resets such a connection.
    public var isDatagram = false

    /// The type-length-value records of version 2, in order; none for a local one.
    public var records: [ProxyRecord] = []

    public init(length: Int, value: Value, isDatagram: Bool = false, records: [ProxyRecord] = []) {
        self.length = length
        self.value = value
        self.isDatagram = isDatagram
        self.records = records
    }

    /// The first record of a type.
    public func record(_ type: ProxyRecord.Kind) -> ProxyRecord? { records.first { $0.kind == type } }

    /// A copy of the records, for as long as the connection lives; nil when there are none. Long ones are left out.
    public func keptRecords(of bytes: Span<UInt8>) -> ProxyRecordList? {
        if records.isEmpty { return nil }
        var kept: [UInt8] = []
        for record in records where record.value.count <= ProxyRecord.longestValue {
            for position in record.value.lowerBound - 3..<record.value.upperBound {
                if let byte = bytes.byte(at: position) { kept.append(byte) }
            }
        }
        return kept.isEmpty ? nil : ProxyRecordList(kept)
    }
}

extension ProxyHeader {
    public enum Reading: Sendable, Hashable {
        /// What is there may be the beginning of a header.
        case incomplete

        /// The connection must be dropped.
        case malformed(Reason)

        case header(ProxyHeader)
    }

    public enum Reason: Sendable, Hashable {
        /// Something else than a header.
        case missing

        /// No end of line in 107 bytes, or more than the receiver has room for.
        case tooLong

        case badLine
        case badProtocol
        case badAddress
        case badPort
        case badVersion
        case badCommand
        case badFamily
        case badLength
        case badRecord
        case badChecksum
    }

    /// Reads version 1 or 2, whichever `bytes` begin with.
    ///
    /// - Parameter limit: how many bytes of a header the receiver can hold.
    public static func parse(_ bytes: Span<UInt8>, limit: Int = 16_384) -> Reading {
        switch bytes.byte(at: 0) {
        case nil: .incomplete
        case 0x50: parseVersion1(bytes)
        case 0x0d: parseVersion2(bytes, limit: limit)
        default: .malformed(.missing)
        }
    }
}
