/// What a SOCKS4 proxy is asked, and what it answers. Only IPv4 addresses can be asked for.
public enum SocksRequest {
    /// Asks for a connection to `target`; nil for an address that the protocol has no place for.
    public static func connect(to target: SocketAddress) -> [UInt8]? {
        guard target.family == .ipv4 else { return nil }
        var bytes: [UInt8] = [4, 1, UInt8(target.port >> 8), UInt8(truncatingIfNeeded: target.port)]
        for shift: UInt64 in [24, 16, 8, 0] { bytes.append(UInt8(truncatingIfNeeded: target.low >> shift)) }
        return bytes + user
    }

    /// Who asks. Proxies that look at the name know HAProxy's.
    private static let user = Array("HAProxy".utf8) + [0]
}

/// The eight bytes that a SOCKS4 proxy answers with, as they come.
public struct SocksReply: Sendable {
    public enum Verdict: Sendable { case undecided, granted, denied }

    private static let length = 8
    private static let granted: UInt8 = 0x5a
    private var count = 0
    private var code: UInt8 = 0

    public init() {}

    /// How many bytes are still to come. What follows them is the server's.
    public var missing: Int { Self.length - count }

    /// Takes the next byte.
    public mutating func append(_ byte: UInt8) {
        if count == 1 { code = byte }
        if count < Self.length { count += 1 }
    }

    public var verdict: Verdict {
        guard missing == 0 else { return .undecided }
        return code == Self.granted ? .granted : .denied
    }
}
