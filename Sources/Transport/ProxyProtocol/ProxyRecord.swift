import Memory

/// A type-length-value record of a version 2 header.
public struct ProxyRecord: Sendable, Hashable {
    /// The registered types (sections 2.2.1 to 2.2.8 of the specification); others are valid too.
    public struct Kind: RawRepresentable, Sendable, Hashable {
        public var rawValue: UInt8

        public init(rawValue: UInt8) { self.rawValue = rawValue }

        public static let applicationProtocol = Kind(rawValue: 0x01)
        public static let authority = Kind(rawValue: 0x02)
        public static let checksum = Kind(rawValue: 0x03)
        public static let padding = Kind(rawValue: 0x04)
        public static let uniqueIdentifier = Kind(rawValue: 0x05)
        public static let tls = Kind(rawValue: 0x20)
        public static let tlsVersion = Kind(rawValue: 0x21)
        public static let tlsCommonName = Kind(rawValue: 0x22)
        public static let tlsCipher = Kind(rawValue: 0x23)
        public static let tlsSignatureAlgorithm = Kind(rawValue: 0x24)
        public static let tlsKeyAlgorithm = Kind(rawValue: 0x25)
        public static let tlsGroup = Kind(rawValue: 0x26)
        public static let tlsSignatureScheme = Kind(rawValue: 0x27)
        public static let tlsClientCertificate = Kind(rawValue: 0x28)
        public static let networkNamespace = Kind(rawValue: 0x30)
    }

    public var kind: Kind

    /// Where the value is, from the front of the header.
    public var value: Range<Int>

    public init(kind: Kind, value: Range<Int>) {
        self.kind = kind
        self.value = value
    }

    /// A longer value of a record that is kept for others to read ends the connection, as in HAProxy (manual, `fc_pp_tlv`).
    static let longestValue = 1024

    /// Whether the value may be as long as its sender likes: nobody reads padding, and a certificate may be inside of what is
    /// said of TLS.
    var mayBeLong: Bool { kind == .padding || kind == .tls }

    /// The records that fill `range`; nil when the last one does not end where the range does.
    static func list(_ bytes: Span<UInt8>, in range: Range<Int>) -> [ProxyRecord]? {
        var records: [ProxyRecord] = []
        var position = range.lowerBound
        while position < range.upperBound {
            guard let record = ProxyRecord(bytes, at: position), record.value.upperBound <= range.upperBound else {
                return nil
            }
            position = record.value.upperBound
            records.append(record)
        }
        return records
    }

    /// The record that begins at a position; its value may reach beyond the bytes.
    init?(_ bytes: Span<UInt8>, at position: Int) {
        guard let kind = bytes.byte(at: position), let length = bytes.number(at: position + 1, bytes: 2) else {
            return nil
        }
        self.init(kind: Kind(rawValue: kind), value: position + 3..<position + 3 + Int(length))
    }
}

/// The value of a `tls` record: what the sender knows of the client's TLS connection.
public struct ProxyTLSValue: Sendable, Hashable {
    public struct Client: OptionSet, Sendable, Hashable {
        public var rawValue: UInt8

        public init(rawValue: UInt8) { self.rawValue = rawValue }

        public static let tls = Client(rawValue: 1)
        public static let certificateOnConnection = Client(rawValue: 2)
        public static let certificateInSession = Client(rawValue: 4)
    }

    public var client: Client

    /// Zero when the client presented a certificate and it was verified.
    public var verification: UInt32

    /// The records inside, from the front of the header.
    public var records: [ProxyRecord]

    public init(client: Client, verification: UInt32, records: [ProxyRecord] = []) {
        self.client = client
        self.verification = verification
        self.records = records
    }

    /// Nil when the record is not well formed; a receiver then does without it.
    public init?(_ record: ProxyRecord, in header: Span<UInt8>) {
        let start = record.value.lowerBound
        guard record.kind == .tls, record.value.count >= 5, let client = header.byte(at: start),
            let verification = header.number(at: start + 1, bytes: 4),
            let records = ProxyRecord.list(header, in: start + 5..<record.value.upperBound)
        else { return nil }
        self.init(
            client: Client(rawValue: client), verification: UInt32(truncatingIfNeeded: verification), records: records)
    }
}
