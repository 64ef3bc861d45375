import CLinux
import Glibc

/// What signs every segment of a connection, so that nobody else can put one in (`tcp-md5sig`; manual, 5.1 and 5.2; RFC 2385).
public struct SegmentSignature: Sendable, Hashable {
    /// The longest password that the system takes, in bytes.
    public static let longestPassword = 80

    private let password: [UInt8]

    /// Nil for a password that is empty or too long.
    public init?(_ password: [UInt8]) {
        guard !password.isEmpty, password.count <= SegmentSignature.longestPassword else { return nil }
        self.password = password
    }

    /// For the connection that a socket is about to make. An error number: the system may not be able to.
    public func apply(to descriptor: Int32, connecting peer: SocketAddress) -> Int32 {
        let count = UInt16(clamping: password.count)
        return peer.withSystemAddress { apus_sign_segments(descriptor, $0, $1, password, count) } ?? EAFNOSUPPORT
    }

    /// For every connection that a listening socket will accept: others do not come about. An error number.
    public func apply(toListening descriptor: Int32, _ family: SocketAddress.Family) -> Int32 {
        let systemFamily = sa_family_t(family == .ipv6 ? AF_INET6 : AF_INET)
        return apus_sign_all_segments(descriptor, systemFamily, password, UInt16(clamping: password.count))
    }
}
