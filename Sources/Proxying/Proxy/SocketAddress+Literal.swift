import Configuration
import Transport

extension SocketAddress {
    /// An IPv4 or IPv6 address in text, without a port; nil for anything else, names included.
    public init?(literal text: String) {
        if let bytes = InternetAddress.ipv4(text) {
            self.init(Address(family: .ipv4, host: .ipv4(bytes)))
        } else if let bytes = InternetAddress.ipv6(text) {
            self.init(Address(family: .ipv6, host: .ipv6(bytes)))
        } else {
            return nil
        }
    }
}
