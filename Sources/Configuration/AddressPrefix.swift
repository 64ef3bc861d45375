/// What the prefix of an address says (sections 2.9.1 to 2.9.3); nil where it says nothing.
struct AddressPrefix {
    var family: Address.Family?
    var socketType: Address.Kind?
    var transport: Address.Kind?
    var isMultipath = false

    private static let kinds: [(text: String, socketType: Address.Kind, transport: Address.Kind)] = [
        ("stream+", .stream, .stream), ("dgram+", .datagram, .datagram), ("quic+", .datagram, .stream),
    ]

    private static let families: [(text: String, prefix: AddressPrefix)] = [
        ("abns@", AddressPrefix(family: .abstract)),
        ("abnsz@", AddressPrefix(family: .abstractZeroTerminated)),
        ("fd@", AddressPrefix(family: .descriptor)),
        ("ip@", AddressPrefix(family: .unspecified)),
        ("ipv4@", AddressPrefix(family: .ipv4)),
        ("ipv6@", AddressPrefix(family: .ipv6)),
        ("sockpair@", AddressPrefix(family: .socketPair, socketType: .stream, transport: .stream)),
        ("unix@", AddressPrefix(family: .unix)),
        ("rhttp@", AddressPrefix(family: .reverseHTTP, socketType: .stream, transport: .stream)),
        ("quic4@", AddressPrefix(family: .ipv4, socketType: .datagram, transport: .stream)),
        ("quic6@", AddressPrefix(family: .ipv6, socketType: .datagram, transport: .stream)),
        ("tcp@", AddressPrefix(family: .unspecified, socketType: .stream, transport: .stream)),
        ("tcp4@", AddressPrefix(family: .ipv4, socketType: .stream, transport: .stream)),
        ("tcp6@", AddressPrefix(family: .ipv6, socketType: .stream, transport: .stream)),
        ("mptcp@", multipath(.unspecified)),
        ("mptcp4@", multipath(.ipv4)),
        ("mptcp6@", multipath(.ipv6)),
        ("udp@", AddressPrefix(family: .unspecified, socketType: .datagram, transport: .datagram)),
        ("udp4@", AddressPrefix(family: .ipv4, socketType: .datagram, transport: .datagram)),
        ("udp6@", AddressPrefix(family: .ipv6, socketType: .datagram, transport: .datagram)),
        ("uxdg@", AddressPrefix(family: .unix, socketType: .datagram, transport: .datagram)),
        ("uxst@", AddressPrefix(family: .unix, socketType: .stream, transport: .stream)),
    ]

    /// Takes the prefixes from the start of an address.
    static func take(from text: inout Substring) -> AddressPrefix {
        var prefix = AddressPrefix()
        if let kind = kinds.first(where: { text.hasPrefix($0.text) }) {
            text = text.dropFirst(kind.text.count)
            (prefix.socketType, prefix.transport) = (kind.socketType, kind.transport)
        }
        if let match = families.first(where: { text.hasPrefix($0.text) }) {
            text = text.dropFirst(match.text.count)
            prefix.family = match.prefix.family
            prefix.isMultipath = match.prefix.isMultipath
            if let socketType = match.prefix.socketType { prefix.socketType = socketType }
            if let transport = match.prefix.transport { prefix.transport = transport }
        }
        return prefix
    }

    private static func multipath(_ family: Address.Family) -> AddressPrefix {
        AddressPrefix(family: family, socketType: .stream, transport: .stream, isMultipath: true)
    }
}
