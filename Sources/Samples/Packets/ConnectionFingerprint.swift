import Memory

/// What of a SYN packet tells hosts behind one address apart (manual, 7.3.1 `ip.fp`).
struct ConnectionFingerprint {
    /// What follows the eight bytes of every fingerprint.
    struct Parts: OptionSet {
        let rawValue: Int64
        static let timeToLive = Parts(rawValue: 1)
        static let options = Parts(rawValue: 2)
        static let source = Parts(rawValue: 4)
    }

    private let packet: InternetHeader
    private let segment: SegmentHeader

    init?(_ bytes: ByteView) {
        guard let packet = InternetHeader(bytes), packet.transport == 6, let segment = SegmentHeader(packet.data)
        else { return nil }
        self.packet = packet
        self.segment = segment
    }

    func append(to buffer: Buffer, _ parts: Parts) -> Bool {
        let scale = segment.windowScale.map { min($0, 14) + 1 } ?? 0
        guard buffer.append(packet.serviceType), buffer.append(flags),
            buffer.append(UInt8(truncatingIfNeeded: segment.length / 4) << 4 | scale),
            buffer.append(bigEndian: segment.window, count: 2),
            buffer.append(bigEndian: segment.segmentSize ?? 0, count: 2), buffer.append(segment.kinds)
        else { return false }
        if parts.contains(.timeToLive), !buffer.append(packet.timeToLive) { return false }
        if parts.contains(.options), !segment.appendKinds(to: buffer) { return false }
        return !parts.contains(.source) || buffer.append(packet.sourceBytes)
    }

    private var flags: UInt8 {
        let hops: UInt8 =
            switch packet.timeToLive {
            case ...32: 0
            case ...64: 1
            case ...128: 2
            default: 3
            }
        // A saved packet ends with its headers; whether data followed is known from the length that it names.
        let hasData = packet.totalLength > packet.length + segment.length
        return (packet.isVersion6 ? 0x80 : 0) | (packet.isUndivided ? 0x40 : 0) | hops << 4
            | (packet.hasOptions ? 8 : 0) | (hasData ? 4 : 0) | segment.flags >> 6
    }
}
