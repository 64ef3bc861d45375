import CLinux
import Configuration
import EventLoop
import Glibc
import Transport

extension SourceBinding {
    /// The address that no client decides; nil without one.
    var fixedAddress: SocketAddress? {
        switch transparency {
        case .none: address.map { SocketAddress($0) }
        case .address(let address): SocketAddress(address)
        case .client, .clientIP, .header: nil
        }
    }

    /// Gives a socket its own address before it connects; the error number. An address of another family is left out.
    func bind(_ descriptor: Int32, _ address: SocketAddress?, _ family: SocketAddress.Family) -> Int32 {
        if let interface {
            let result = interface.withCString {
                setsockopt(descriptor, SOL_SOCKET, SO_BINDTODEVICE, $0, socklen_t(strlen($0) + 1))
            }
            guard result == 0 else { return errno }
        }
        guard let address, address.family == family else { return 0 }
        if transparency != .none {
            let isIPv6 = family == .ipv6
            let level = Int32(isIPv6 ? IPPROTO_IPV6 : IPPROTO_IP)
            guard SocketOption.set(descriptor, level, isIPv6 ? 75 : 19, 1) else { return errno }
        }
        SocketOption.set(descriptor, SOL_SOCKET, SO_REUSEADDR, 1)
        // The port is chosen when the destination is known: more connections than ports to one address.
        if address.port == 0 { SocketOption.set(descriptor, Int32(IPPROTO_IP), 24, 1) }
        return address.withSystemAddress { Glibc.bind(descriptor, $0, $1) == 0 ? 0 : errno } ?? EAFNOSUPPORT
    }
}

extension ServerState {
    /// A socket in the network namespace of the server, if it has one.
    func makeSocket(_ family: Int32, _ type: __socket_type = SOCK_STREAM) throws(SystemError) -> Int32 {
        let kind = Int32(type.rawValue) | Int32(SOCK_NONBLOCK.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
        guard settings.namespace != nil, let namespace else {
            return try SystemError.check(socket(family, kind, 0), "socket")
        }
        return try namespace.within { () throws(SystemError) in
            try SystemError.check(socket(family, kind, 0), "socket")
        }
    }
}
