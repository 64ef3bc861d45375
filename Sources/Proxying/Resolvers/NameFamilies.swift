import CLinux
import Configuration
import DNS
import EventLoop
import Glibc
import Transport

/// Which addresses names are resolved to (manual, 3.1 `dns-accept-family`).
enum NameFamilies: Sendable {
    case ipv4, ipv6, both
    /// IPv6 only where the host has a way to it.
    case routed

    /// - Parameter hasRoute: the host can reach IPv6 addresses.
    func types(preferringIPv4: Bool, hasRoute: @autoclosure () -> Bool) -> [RecordType] {
        let both: [RecordType] = preferringIPv4 ? [.ipv4, .ipv6] : [.ipv6, .ipv4]
        return switch self {
        case .ipv4: [.ipv4]
        case .ipv6: [.ipv6]
        case .both: both
        case .routed: hasRoute() ? both : [.ipv4]
        }
    }

    /// Whether the kernel knows a way to the IPv6 addresses of the world: a datagram socket can be connected to one of
    /// them. Nothing is sent.
    static func hasRoute() -> Bool {
        let descriptor = socket(AF_INET6, Int32(SOCK_DGRAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { return false }
        defer { close(descriptor) }
        // One of the root name servers' addresses: it is never one's own network's.
        let address = SocketAddress(family: .ipv6, high: 0x2001_0503_ba3e_0000, low: 0x0000_0000_0002_0030, port: 53)
        return address.withSystemAddress { connect(descriptor, $0, $1) == 0 } ?? false
    }
}

extension GenerationBuilder {
    /// What the command line or `dns-accept-family` says.
    var nameFamilies: NameFamilies {
        switch addressPreference {
        case .ipv4Only: .ipv4
        case .ipv6Only: .ipv6
        case .none, .ipv4First, .ipv6First: global.settings.looksForRoutes ? .routed : .both
        }
    }
}
