import Configuration
import Transport

extension LogChannel.Target {
    /// Nil for an address that takes no datagrams.
    init?(_ address: Address) {
        switch address.family {
        case .descriptor:
            guard case .descriptor(let number) = address.host, let number = Int32(exactly: number) else { return nil }
            self = .descriptor(number)
        case .unix, .abstract, .abstractZeroTerminated:
            guard let path = address.socketPath else { return nil }
            self = .unix(path)
        case .ipv4, .ipv6: self = .datagram(SocketAddress(address))
        case .unspecified, .socketPair, .reverseHTTP: return nil
        }
    }
}
