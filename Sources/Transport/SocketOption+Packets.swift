import Glibc

extension SocketOption {
    /// Marks the packets of a socket (`SO_MARK`), which needs a privilege.
    public static func set(_ descriptor: Int32, mark: UInt32) {
        set(descriptor, SOL_SOCKET, 36, Int32(bitPattern: mark))
    }

    /// Sets the type of service in the packets of a socket, whatever its family.
    public static func set(_ descriptor: Int32, serviceType: UInt8) {
        set(descriptor, Int32(IPPROTO_IP), IP_TOS, Int32(serviceType))
        set(descriptor, Int32(IPPROTO_IPV6), IPV6_TCLASS, Int32(serviceType))
    }
}
