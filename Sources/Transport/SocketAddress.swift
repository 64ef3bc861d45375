import CLinux
import Glibc

/// An IPv4, IPv6 or unix address of a socket, small enough to be kept inline by every session.
public struct SocketAddress: Sendable, Hashable {
    public enum Family: UInt8, Sendable { case none, ipv4, ipv6, unix }

    public var family: Family
    /// In host order.
    public var port: UInt16
    /// IPv4 in the low half of `low`; otherwise 16 bytes in network order, most significant first.
    public var high: UInt64
    public var low: UInt64

    public init(family: Family = .none, high: UInt64 = 0, low: UInt64 = 0, port: UInt16 = 0) {
        self.family = family
        self.high = high
        self.low = low
        self.port = port
    }

    public static func ipv4(_ address: UInt32, port: UInt16) -> SocketAddress {
        SocketAddress(family: .ipv4, low: UInt64(address), port: port)
    }

    public static let unix = SocketAddress(family: .unix)

    public var isAny: Bool { high == 0 && low == 0 }

    /// The address without its port.
    public func with(port: UInt16) -> SocketAddress {
        var copy = self
        copy.port = port
        return copy
    }

    /// Sixteen bytes, IPv4 in the last four.
    public var bytes: [UInt8] {
        var result: [UInt8] = []
        for word in [high, low] {
            for shift in stride(from: UInt64(56), through: 0, by: -8) {
                result.append(UInt8(truncatingIfNeeded: word >> shift))
            }
        }
        return result
    }

    // MARK: The system's form

    /// Reads a `sockaddr_storage` filled by the system.
    public init(_ storage: inout sockaddr_storage) {
        self.init()
        switch Int32(storage.ss_family) {
        case AF_INET:
            withUnsafeBytes(of: &storage) { raw in
                let value = raw.load(as: sockaddr_in.self)
                self = .ipv4(UInt32(bigEndian: value.sin_addr.s_addr), port: UInt16(bigEndian: value.sin_port))
            }
        case AF_INET6:
            withUnsafeBytes(of: &storage) { raw in
                family = .ipv6
                port = UInt16(bigEndian: raw.load(fromByteOffset: 2, as: UInt16.self))
                high = UInt64(bigEndian: raw.load(fromByteOffset: 8, as: UInt64.self))
                low = UInt64(bigEndian: raw.load(fromByteOffset: 16, as: UInt64.self))
            }
            // A client of a dual-stack socket is an IPv4 client.
            if high == 0, low >> 32 == 0xffff { self = .ipv4(UInt32(truncatingIfNeeded: low), port: port) }
        case AF_UNIX: family = .unix
        default: break
        }
    }

    /// Calls `body` with the system's form; nothing happens for a unix address, whose path is kept elsewhere.
    public func withSystemAddress<Result>(_ body: (UnsafePointer<sockaddr>, socklen_t) -> Result) -> Result? {
        var storage = sockaddr_storage()
        let length: Int
        switch family {
        case .ipv4:
            var value = sockaddr_in()
            value.sin_family = sa_family_t(AF_INET)
            value.sin_port = port.bigEndian
            value.sin_addr.s_addr = UInt32(truncatingIfNeeded: low).bigEndian
            withUnsafeMutableBytes(of: &storage) { $0.storeBytes(of: value, as: sockaddr_in.self) }
            length = MemoryLayout<sockaddr_in>.size
        case .ipv6:
            withUnsafeMutableBytes(of: &storage) { raw in
                raw.storeBytes(of: sa_family_t(AF_INET6), as: sa_family_t.self)
                raw.storeBytes(of: port.bigEndian, toByteOffset: 2, as: UInt16.self)
                raw.storeBytes(of: high.bigEndian, toByteOffset: 8, as: UInt64.self)
                raw.storeBytes(of: low.bigEndian, toByteOffset: 16, as: UInt64.self)
            }
            length = MemoryLayout<sockaddr_in6>.size
        case .none, .unix: return nil
        }
        return withUnsafePointer(to: &storage) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { body($0, socklen_t(length)) }
        }
    }

    /// The address in text, without the port: `192.0.2.1`, `2001:db8::1`, `unix`.
    public var host: String {
        switch family {
        case .none: return "unknown"
        case .unix: return "unix"
        case .ipv4:
            let value = UInt32(truncatingIfNeeded: low)
            return "\(value >> 24).\(value >> 16 & 255).\(value >> 8 & 255).\(value & 255)"
        case .ipv6:
            var address = in6_addr()
            withUnsafeMutableBytes(of: &address) { raw in
                raw.storeBytes(of: high.bigEndian, as: UInt64.self)
                raw.storeBytes(of: low.bigEndian, toByteOffset: 8, as: UInt64.self)
            }
            var text = [UInt8](repeating: 0, count: 46)
            let done = text.withUnsafeMutableBytes { raw in
                inet_ntop(AF_INET6, &address, raw.baseAddress?.assumingMemoryBound(to: CChar.self), 46) != nil
            }
            return done ? String(decoding: text.prefix { $0 != 0 }, as: UTF8.self) : "unknown"
        }
    }
}

extension SocketAddress: CustomStringConvertible {
    /// Address and port in text.
    public var description: String { family == .unix || family == .none ? host : "\(host):\(port)" }
}
