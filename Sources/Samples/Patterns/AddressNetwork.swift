import Configuration
import Memory

/// A pattern of `ip`: an address with or without a mask (manual, 7.1.6).
enum AddressNetwork {
    case ipv4(first: UInt32, last: UInt32, length: UInt8)
    /// A mask whose ones are not all in front.
    case masked(address: UInt32, mask: UInt32)
    case ipv6(first: UInt128, last: UInt128, length: UInt8)

    /// The message is in HAProxy's words. A name is looked up when `resolvesNames` says so, which blocks: only at load.
    static func parse(_ text: ByteView, resolvesNames: Bool) throws(PatternFailure) -> AddressNetwork {
        let slash = text.firstIndex(of: UInt8(ascii: "/"))
        let address = text.slice(0, slash ?? text.count)
        let mask = slash.map { text.slice($0 + 1) }
        if let network = network(address, mask) { return network }
        // A colon is never part of a name, and names stand for IPv4 addresses only.
        if resolvesNames, !address.isEmpty, address.firstIndex(of: UInt8(ascii: ":")) == nil,
            let bits = mask.map(bits4) ?? .some(.max), let found = resolve(address.text)
        {
            return network4(found, bits)
        }
        throw PatternFailure("'\(text.text)' is not a valid IPv4 or IPv6 address")
    }

    private static func network(_ address: ByteView, _ mask: ByteView?) -> AddressNetwork? {
        if let value = AddressText.ipv4(address, isShortAllowed: true) {
            guard let mask else { return network4(value, .max) }
            return bits4(mask).map { network4(value, $0) }
        }
        guard let value = AddressText.ipv6(address) else { return nil }
        guard let length = mask.map({ NumberText.integer($0) }) ?? 128, (0...128).contains(length) else { return nil }
        let bits: UInt128 = length == 0 ? 0 : .max << UInt128(128 - length)
        return .ipv6(first: value & bits, last: value | ~bits, length: UInt8(length))
    }

    private static func network4(_ address: UInt32, _ mask: UInt32) -> AddressNetwork {
        let length = (~mask).leadingZeroBitCount
        guard mask == (length == 0 ? 0 : UInt32.max << UInt32(32 - length)) else {
            return .masked(address: address & mask, mask: mask)
        }
        return .ipv4(first: address & mask, last: address | ~mask, length: UInt8(length))
    }

    /// A count of bits, or a mask in the form of an address.
    private static func bits4(_ text: ByteView) -> UInt32? {
        if let length = NumberText.integer(text) {
            guard (0...32).contains(length) else { return nil }
            return length == 0 ? 0 : UInt32.max << UInt32(32 - length)
        }
        return text.firstIndex(of: UInt8(ascii: ".")) == nil ? nil : AddressText.ipv4(text, isShortAllowed: true)
    }

    private static func resolve(_ name: String) -> UInt32? {
        let address = Address(family: .ipv4, host: .name(name), text: name)
        guard let found = try? address.resolved(), case .ipv4(let bytes) = found.host else { return nil }
        return bytes.reduce(0) { $0 << 8 | UInt32($1) }
    }
}
