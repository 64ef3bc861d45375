/// What is asked of a name server.
public struct DNSQuestion: Sendable, Hashable {
    public let name: DomainName
    public let type: RecordType

    public init(_ name: DomainName, _ type: RecordType) {
        self.name = name
        self.type = type
    }

    /// A message with this question, which tells the server how large an answer may be (RFC 1035, 4.1; RFC 6891, 6.1.2).
    ///
    /// - Parameter payloadSize: in bytes.
    public func message(identifier: UInt16, payloadSize: UInt16) -> [UInt8] {
        var bytes: [UInt8] = []
        let recursionDesired: UInt16 = 0x0100
        for field in [identifier, recursionDesired, 1, 0, 0, 1] { DNSQuestion.append(field, to: &bytes) }
        bytes += name.bytes
        DNSQuestion.append(type.rawValue, to: &bytes)
        DNSQuestion.append(DNSMessage.internetClass, to: &bytes)
        bytes += DomainName.root.bytes
        for field in [RecordType.options.rawValue, payloadSize, 0, 0, 0] { DNSQuestion.append(field, to: &bytes) }
        return bytes
    }

    private static func append(_ value: UInt16, to bytes: inout [UInt8]) {
        bytes.append(UInt8(truncatingIfNeeded: value >> 8))
        bytes.append(UInt8(truncatingIfNeeded: value))
    }
}
