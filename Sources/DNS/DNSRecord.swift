/// One record of a message.
public struct DNSRecord: Sendable, Equatable {
    public enum Content: Sendable, Equatable {
        case address(DNSAddress)
        case alias(DomainName)
        case service(weight: UInt16, port: UInt16, target: DomainName)
        /// What nobody here asks for.
        case other
    }

    public let name: DomainName
    public let content: Content
}

/// An address that a name stands for.
public enum DNSAddress: Sendable, Hashable {
    case ipv4(UInt32)
    /// Sixteen bytes in network order, the most significant first.
    case ipv6(high: UInt64, low: UInt64)

    public var type: RecordType {
        switch self {
        case .ipv4: .ipv4
        case .ipv6: .ipv6
        }
    }
}

extension DNSCursor {
    /// A record; nil when it is not all there, or its data is not what its type says.
    mutating func record() -> DNSRecord? {
        guard let name = name(), let type = short(), let recordClass = short(), number(4) != nil, let length = short(),
            let content = content(RecordType(rawValue: type), recordClass, Int(length))
        else { return nil }
        return DNSRecord(name: name, content: content)
    }

    /// The data of a record, which must fill its length exactly.
    private mutating func content(_ type: RecordType, _ recordClass: UInt16, _ length: Int) -> DNSRecord.Content? {
        let end = position + length
        var rest = self
        guard skip(length) != nil else { return nil }
        guard recordClass == DNSMessage.internetClass else { return .other }
        var content: DNSRecord.Content?
        switch type {
        case .ipv4: content = rest.number(4).map { .address(.ipv4(UInt32(truncatingIfNeeded: $0))) }
        case .ipv6:
            guard let high = rest.number(8), let low = rest.number(8) else { return nil }
            content = .address(.ipv6(high: high, low: low))
        case .alias: content = rest.name().map { .alias($0) }
        case .service:
            // What comes first is the priority, of which nothing is made.
            guard rest.short() != nil, let weight = rest.short(), let port = rest.short(), let target = rest.name()
            else { return nil }
            content = .service(weight: weight, port: port, target: target)
        default: return .other
        }
        return rest.position == end ? content : nil
    }
}
