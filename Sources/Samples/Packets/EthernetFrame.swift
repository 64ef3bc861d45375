import Memory

/// The header of an Ethernet frame with the tags of virtual networks (IEEE 802.1Q); nil when it is cut off.
struct EthernetFrame {
    let frame: ByteView
    /// Where what it carries begins.
    let headerLength: Int
    /// The number of the innermost virtual network.
    let network: UInt64?

    init?(_ frame: ByteView) {
        self.frame = frame
        var length = 14
        var network: UInt64?
        // One tag of a provider around those of a customer.
        while frame.count >= length, [0x8100, 0x88a8].contains(frame.bigEndian(length - 2, length)) {
            network = frame.bigEndian(length, length + 2) & 0xfff
            length += 4
        }
        guard frame.count >= length else { return nil }
        headerLength = length
        self.network = network
    }

    var destination: ByteView { frame.slice(0, 6) }
    var source: ByteView { frame.slice(6, 12) }
    /// What it carries, as registered by IEEE: 0x800 for IPv4.
    var type: UInt64 { frame.bigEndian(headerLength - 2, headerLength) }
    var header: ByteView { frame.slice(0, headerLength) }
    var data: ByteView { frame.slice(headerLength) }
}
