import Glibc

extension Connection {
    /// Prepares the socket so that closing it tells the peer nothing: without the end of a connection where the system allows
    /// that, else with a reset that dies on its way, after `resetLifetime` hops or the first.
    public func vanish(resetLifetime: UInt8?) {
        guard !isClosed else { return }
        // What the peer has sent is acknowledged now: it would be sent again, and that be answered by a reset.
        SocketOption.set(descriptor, Int32(IPPROTO_TCP), TCP_QUICKACK, 1)
        // TCP_REPAIR needs a privilege; a socket in repair is forgotten at close.
        if resetLifetime == nil, SocketOption.set(descriptor, Int32(IPPROTO_TCP), 19, 1) { return }
        let lifetime = Int32(resetLifetime ?? 1)
        SocketOption.set(descriptor, Int32(IPPROTO_IP), IP_TTL, lifetime)
        SocketOption.set(descriptor, Int32(IPPROTO_IPV6), IPV6_UNICAST_HOPS, lifetime)
        resetAtClose()
    }
}
