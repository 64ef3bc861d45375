import DNS
import Transport

/// Which server of a name gets which of the name's addresses: each another one where there are enough, and the one that it
/// has as long as nothing better is there (manual, 5.2 `resolve-opts`, `resolve-prefer`, `resolve-net`).
enum AddressAssignment {
    struct Member {
        /// The address that it has.
        var current: DNSAddress?
        var prefersIPv4 = false
        var networks: [Network] = []
        var allowsDuplicates = false
    }

    /// The address of each member; nil for those that get none.
    static func assign(_ addresses: [DNSAddress], to members: [Member]) -> [DNSAddress?] {
        var taken: Set<DNSAddress> = []
        // Members whose turn is still to come keep what they have from the others.
        var waiting: [DNSAddress: Int] = [:]
        for member in members { if let current = member.current { waiting[current, default: 0] += 1 } }
        return members.map { member in
            if let current = member.current { waiting[current, default: 1] -= 1 }
            let best = best(of: addresses, for: member) { address in
                !taken.contains(address) && (address == member.current || waiting[address, default: 0] == 0)
            }
            if let best { taken.insert(best) }
            return best
        }
    }

    private static func best(
        of addresses: [DNSAddress], for member: Member, isFree: (DNSAddress) -> Bool
    ) -> DNSAddress? {
        var best: (address: DNSAddress, score: Int)?
        for address in addresses {
            let isFree = isFree(address)
            guard isFree || member.allowsDuplicates else { continue }
            let score = score(address, of: member, isFree: isFree)
            if score > best?.score ?? -1 { best = (address, score) }
        }
        return best?.address
    }

    private static func score(_ address: DNSAddress, of member: Member, isFree: Bool) -> Int {
        let isPreferred = (address.type == .ipv4) == member.prefersIPv4
        let socket = SocketAddress(address, port: 0)
        let isNear = member.networks.contains { $0.contains(socket) }
        return (isPreferred ? 8 : 0) + (isNear ? 4 : 0) + (isFree ? 2 : 0) + (address == member.current ? 1 : 0)
    }
}

extension SocketAddress {
    init(_ address: DNSAddress, port: UInt16) {
        switch address {
        case .ipv4(let value): self = .ipv4(value, port: port)
        case .ipv6(let high, let low): self.init(family: .ipv6, high: high, low: low, port: port)
        }
    }
}

extension DNSAddress {
    /// Nil for an address that no name stands for.
    init?(_ address: SocketAddress) {
        switch address.family {
        case .ipv4: self = .ipv4(UInt32(truncatingIfNeeded: address.low))
        case .ipv6: self = .ipv6(high: address.high, low: address.low)
        case .none, .unix: return nil
        }
    }
}
