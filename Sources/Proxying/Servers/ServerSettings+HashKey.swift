import Balancing
import Transport

extension ServerSettings {
    /// What places the server on a hash ring, where that is not its number (`hash-key`); nil for the number, which also stands for what
    /// it has not got.
    func ringKey(at address: SocketAddress) -> UInt32? {
        var bytes: [UInt8]
        switch self.hashKey {
        case .identifier: return nil
        case .guid:
            guard let guid else { return nil }
            bytes = Array(guid.utf8)
        case .address, .addressAndPort:
            switch address.family {
            case .ipv4: bytes = Self.networkOrder(UInt32(truncatingIfNeeded: address.low))
            case .ipv6: bytes = Self.networkOrder(address.high) + Self.networkOrder(address.low)
            case .unix, .none: return nil
            }
            if self.hashKey == .addressAndPort { bytes += Self.networkOrder(address.port) }
        }
        return ServerSlot.hashKey(bytes: bytes.span)
    }

    private static func networkOrder<Value: FixedWidthInteger>(_ value: Value) -> [UInt8] {
        withUnsafeBytes(of: value.bigEndian) { Array($0) }
    }
}
