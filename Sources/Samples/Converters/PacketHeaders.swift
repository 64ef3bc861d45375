import Memory

/// Parts of the packet that opened a connection, as `fc_saved_syn` gives it (manual, 7.3.1).
extension Converter {
    static let ethernet = [
        frame("eth.data", .binary, "What an Ethernet frame carries.") { .binary($0.data) },
        frame("eth.dst", .binary, "The destination address of an Ethernet frame.") { .binary($0.destination) },
        frame("eth.hdr", .binary, "The header of an Ethernet frame.") { .binary($0.header) },
        frame("eth.proto", .integer, "The protocol number in an Ethernet frame.") { $0.type.sample },
        frame("eth.src", .binary, "The source address of an Ethernet frame.") { .binary($0.source) },
        frame("eth.vlan", .integer, "The last virtual network in an Ethernet frame.") { $0.network?.sample },
    ]

    static let internet = [
        packet("ip.data", .binary, "What an IP packet carries.") { .binary($0.data) },
        packet("ip.df", .integer, "1 when an IP packet must not be divided.") { .integer($0.isUndivided ? 1 : 0) },
        packet("ip.dst", .address, "The destination address of an IP packet.") { $0.destination },
        Converter(
            "ip.fp", takes: .binary, gives: .binary, arguments: ArgumentGrammar(optional: [.integer]),
            "A fingerprint of the host that sent a SYN packet.",
            check: { arguments in
                guard (0...7).contains(arguments.integer(0)) else {
                    throw arguments.refuse("mode must be a sum of 1, 2 and 4.")
                }
            },
            apply: { value, arguments, evaluation in
                guard let fingerprint = value.view.flatMap(ConnectionFingerprint.init) else { return nil }
                return evaluation.write {
                    fingerprint.append(to: $0, ConnectionFingerprint.Parts(rawValue: arguments.integer(0)))
                }.map { .binary($0) }
            }
        ),
        packet("ip.hdr", .binary, "The header of an IP packet.") { .binary($0.header) },
        packet("ip.proto", .integer, "The transport protocol in an IP packet.") { .integer(Int64($0.transport)) },
        packet("ip.src", .address, "The source address of an IP packet.") { $0.source },
        packet("ip.tos", .integer, "The type of service of an IP packet.") { .integer(Int64($0.serviceType)) },
        packet("ip.ttl", .integer, "The time to live of an IP packet.") { .integer(Int64($0.timeToLive)) },
        packet("ip.ver", .integer, "The version of an IP packet.") { .integer($0.isVersion6 ? 6 : 4) },
    ]

    static let transport = [
        segment("tcp.dst", "The destination port of a TCP header.") { $0.destinationPort.sample },
        segment("tcp.flags", "The flags of a TCP header.") { .integer(Int64($0.flags)) },
        segment("tcp.options.mss", "The segment size in a TCP header.") { ($0.segmentSize ?? 0).sample },
        segment("tcp.options.sack", "1 when a TCP header allows selective acknowledgements.") {
            .integer($0.option(SegmentHeader.Option.selectiveAcknowledgement) == nil ? 0 : 1)
        },
        segment("tcp.options.tsopt", "1 when a TCP header holds a timestamp.") {
            .integer($0.timestamp == nil ? 0 : 1)
        },
        segment("tcp.options.tsval", "The timestamp in a TCP header.") { $0.timestamp?.sample },
        segment("tcp.options.wscale", "The window scale in a TCP header.") { .integer(Int64($0.windowScale ?? 0)) },
        segment("tcp.options.wsopt", "1 when a TCP header holds a window scale.") {
            .integer($0.windowScale == nil ? 0 : 1)
        },
        Converter(
            "tcp.options_list", takes: .binary, gives: .binary, "The kinds of the options in a TCP header."
        ) { value, _, evaluation in
            guard let header = value.view.flatMap(SegmentHeader.init) else { return nil }
            return evaluation.write { header.appendKinds(to: $0) }.map { .binary($0) }
        },
        segment("tcp.seq", "The sequence number of a TCP header.") { $0.sequence.sample },
        segment("tcp.src", "The source port of a TCP header.") { $0.sourcePort.sample },
        segment("tcp.win", "The window of a TCP header.") { $0.window.sample },
    ]

    private static func frame(
        _ name: String, _ output: SampleType, _ summary: String, _ part: @escaping @Sendable (EthernetFrame) -> Sample?
    ) -> Converter {
        Converter(name, takes: .binary, gives: output, summary) { value, _, _ in
            value.view.flatMap(EthernetFrame.init).flatMap(part)
        }
    }

    private static func packet(
        _ name: String, _ output: SampleType, _ summary: String, _ part: @escaping @Sendable (InternetHeader) -> Sample?
    ) -> Converter {
        Converter(name, takes: .binary, gives: output, summary) { value, _, _ in
            value.view.flatMap(InternetHeader.init).flatMap(part)
        }
    }

    private static func segment(
        _ name: String, _ summary: String, _ part: @escaping @Sendable (SegmentHeader) -> Sample?
    ) -> Converter {
        Converter(name, takes: .binary, gives: .integer, summary) { value, _, _ in
            value.view.flatMap(SegmentHeader.init).flatMap(part)
        }
    }
}

extension UInt64 {
    /// A field of a header, none of which is wider than 32 bits.
    fileprivate var sample: Sample { .integer(Int64(truncatingIfNeeded: self)) }
}
