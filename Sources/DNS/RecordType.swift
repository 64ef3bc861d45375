/// What a record says, or a question asks for (RFC 1035, 3.2.2; RFC 3596; RFC 2782; RFC 6891).
public struct RecordType: RawRepresentable, Sendable, Hashable {
    public let rawValue: UInt16
    public init(rawValue: UInt16) { self.rawValue = rawValue }

    /// An IPv4 address.
    public static let ipv4 = RecordType(rawValue: 1)
    /// The name behind another name.
    public static let alias = RecordType(rawValue: 5)
    /// An IPv6 address.
    public static let ipv6 = RecordType(rawValue: 28)
    /// Where a service is.
    public static let service = RecordType(rawValue: 33)
    /// What the sender of a message can do.
    static let options = RecordType(rawValue: 41)
}
