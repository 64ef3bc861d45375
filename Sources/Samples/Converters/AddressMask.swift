import Memory

extension Converter {
    /// `ipmask(<mask4>[,<mask6>])`
    static let ipmask = Converter(
        "ipmask", takes: .address, gives: .address, arguments: ArgumentGrammar([.ipv4Mask], optional: [.ipv6Mask]),
        "Keeps the network part of an address."
    ) { value, arguments, _ in
        let mask = UInt32(truncatingIfNeeded: arguments.integer(0))
        switch value {
        case .ipv4(let address): return .ipv4(address & mask)
        // An IPv4 address in the form of an IPv6 one stays what it stands for.
        case .ipv6(high: 0, let low) where low >> 32 == 0xffff: return .ipv4(UInt32(truncatingIfNeeded: low) & mask)
        case .ipv6(let high, let low):
            let mask = arguments.text(1)
            guard mask.count == 16 else { return nil }
            return .ipv6(high: high & mask.bigEndian(0, 8), low: low & mask.bigEndian(8, 16))
        default: return nil
        }
    }
}
