import HTTP
import Memory
import Transport

/// A loop's own copy of an `option forwardfor` or `originalto`, so that no array is shared with other loops' requests.
final class AddressField {
    /// Name, colon and space.
    private let start: [UInt8]
    private let name: [UInt8]
    private let exceptions: [Network]
    private let onlyIfNone: Bool

    init(_ header: AddressHeader) {
        name = header.name.map { $0 }
        start = header.name + [58, 32]
        exceptions = header.exceptions.map { $0 }
        onlyIfNone = header.onlyIfNone
    }

    /// Writes the field with this address unless an exception or an existing field forbids it; false without room.
    func write(_ address: SocketAddress, _ message: Message, into out: Buffer) -> Bool {
        guard address.family == .ipv4 || address.family == .ipv6 else { return true }
        if !exceptions.isEmpty, exceptions.contains(where: { $0.contains(address) }) { return true }
        if onlyIfNone, message.hasField(name) { return true }
        return out.append(start) && out.append(host: address) && out.append("\r\n")
    }
}
