import Transport

/// An address that a rule has set for a whole session; an object, since few sessions have one.
final class StatedAddress {
    let address: SocketAddress

    init(_ address: SocketAddress) { self.address = address }
}
