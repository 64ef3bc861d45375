import Glibc

extension Address {
    /// Which addresses of a name are wanted (`-4` on the command line, `dns-accept-family`).
    public enum Preference: Sendable, Hashable {
        /// What the system's resolver names first.
        case none
        case ipv4First
        case ipv6First
        case ipv4Only
        case ipv6Only
    }

    /// This address with its name replaced by the first IP address that the system's resolver knows; an address
    /// without a name stays as it is. It blocks: only for start-up. With `looksUp` false no name is resolved.
    public func resolved(
        preferring preference: Preference = .none, looksUp: Bool = true
    ) throws(AddressFailure) -> Address {
        guard isInternet, case .name(let name) = host else { return self }
        guard looksUp else { throw AddressFailure("could not resolve address '\(name)', resolution is disabled") }
        guard let bytes = Address.lookUp(name, family, preference) else {
            throw AddressFailure("invalid address: '\(name)' in '\(text)', it could not be resolved")
        }
        var address = self
        if bytes.count == 4 {
            (address.family, address.host) = (.ipv4, .ipv4(bytes))
        } else {
            (address.family, address.host) = (.ipv6, .ipv6(bytes))
        }
        return address
    }

    private static func lookUp(_ name: String, _ family: Family, _ preference: Preference) -> [UInt8]? {
        let families: [Int32] =
            switch (family, preference) {
            case (.ipv4, _): [AF_INET]
            case (.ipv6, _): [AF_INET6]
            case (_, .ipv4First): [AF_INET, AF_INET6]
            case (_, .ipv6First): [AF_INET6, AF_INET]
            case (_, .ipv4Only): [AF_INET]
            case (_, .ipv6Only): [AF_INET6]
            case (_, .none): [AF_UNSPEC]
            }
        for family in families {
            if let bytes = lookUp(name, family) { return bytes }
        }
        return nil
    }

    private static func lookUp(_ name: String, _ family: Int32) -> [UInt8]? {
        var hints = addrinfo()
        hints.ai_family = family
        hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        var list: UnsafeMutablePointer<addrinfo>?
        guard getaddrinfo(name, nil, &hints, &list) == 0 else { return nil }
        defer { freeaddrinfo(list) }
        var entry = list
        while let current = entry {
            if let bytes = bytes(of: current.pointee) { return bytes }
            entry = current.pointee.ai_next
        }
        return nil
    }

    private static func bytes(of entry: addrinfo) -> [UInt8]? {
        guard let address = entry.ai_addr else { return nil }
        let raw = UnsafeRawBufferPointer(start: address, count: Int(entry.ai_addrlen))
        switch entry.ai_family {
        case AF_INET where raw.count >= MemoryLayout<sockaddr_in>.size:
            return withUnsafeBytes(of: raw.loadUnaligned(as: sockaddr_in.self).sin_addr) { Array($0) }
        case AF_INET6 where raw.count >= MemoryLayout<sockaddr_in6>.size:
            return withUnsafeBytes(of: raw.loadUnaligned(as: sockaddr_in6.self).sin6_addr) { Array($0) }
        default: return nil
        }
    }
}
