import Memory

/// The header of an IPv4 or IPv6 packet (RFC 791, RFC 8200); nil when it is cut off or neither.
struct InternetHeader {
    let packet: ByteView
    let isVersion6: Bool
    /// With options or extensions.
    let length: Int
    /// What it carries: 6 for TCP.
    let transport: UInt8

    init?(_ packet: ByteView) {
        self.packet = packet
        guard let first = packet.byte(at: 0) else { return nil }
        switch first >> 4 {
        case 4:
            isVersion6 = false
            length = Int(first & 15) * 4
            transport = packet.byte(at: 9) ?? 0
            guard length >= 20, packet.count >= length else { return nil }
        case 6:
            isVersion6 = true
            guard packet.count >= 40, let end = Self.endOfExtensions(packet) else { return nil }
            (length, transport) = end
        default: return nil
        }
    }

    /// Where the transport's header begins, and which one it is.
    private static func endOfExtensions(_ packet: ByteView) -> (length: Int, transport: UInt8)? {
        var length = 40
        var kind = packet.byte(at: 6) ?? 0
        while true {
            let size: Int
            switch kind {
            // Hop by hop, routing, destination, mobility, host identity, shim.
            case 0, 43, 60, 135, 139, 140: size = (Int(packet.byte(at: length + 1) ?? 0) + 1) * 8
            // A fragment.
            case 44: size = 8
            // Authentication.
            case 51: size = (Int(packet.byte(at: length + 1) ?? 0) + 2) * 4
            default: return (length, kind)
            }
            guard let next = packet.byte(at: length), packet.count - length >= size else { return nil }
            kind = next
            length += size
        }
    }

    var header: ByteView { packet.slice(0, length) }
    var data: ByteView { packet.slice(length) }
    var hasOptions: Bool { length > (isVersion6 ? 40 : 20) }

    /// The packet must not be taken apart; version 6 has no such flag and never does.
    var isUndivided: Bool { isVersion6 || (packet.byte(at: 6) ?? 0) & 0x40 != 0 }

    var serviceType: UInt8 {
        let first = packet.byte(at: 0) ?? 0
        let second = packet.byte(at: 1) ?? 0
        return isVersion6 ? first << 4 | second >> 4 : second
    }

    var timeToLive: UInt8 { packet.byte(at: isVersion6 ? 7 : 8) ?? 0 }

    /// The length of the whole packet, as its header says.
    var totalLength: Int {
        isVersion6
            ? 40 + Int(truncatingIfNeeded: packet.bigEndian(4, 6)) : Int(truncatingIfNeeded: packet.bigEndian(2, 4))
    }

    var source: Sample { address(at: isVersion6 ? 8 : 12) }
    var destination: Sample { address(at: isVersion6 ? 24 : 16) }
    /// As it stands in the header.
    var sourceBytes: ByteView { isVersion6 ? packet.slice(8, 24) : packet.slice(12, 16) }

    private func address(at position: Int) -> Sample {
        isVersion6
            ? .ipv6(
                high: packet.bigEndian(position, position + 8), low: packet.bigEndian(position + 8, position + 16))
            : .ipv4(UInt32(truncatingIfNeeded: packet.bigEndian(position, position + 4)))
    }
}
