import Memory
import Samples
import Transport

/// Where a client came from and where it went (manual, 7.3.3).
extension SampleFetch {
    /// `src`
    static let source = SampleFetch("src", gives: .address, in: .connection, "The client's address.") { _, evaluation in
        evaluation.loops.source.flatMap { Sample($0) }
    }

    /// `src_port`
    static let sourcePort = SampleFetch("src_port", gives: .integer, in: .connection, "The client's port.") {
        _, evaluation in
        evaluation.loops.source?.portSample
    }

    /// `dst`
    static let destination = SampleFetch(
        "dst", gives: .address, in: .connection, "The address that the client connected to."
    ) { _, evaluation in
        evaluation.loops.destination.flatMap { Sample($0) }
    }

    /// `dst_port`
    static let destinationPort = SampleFetch(
        "dst_port", gives: .integer, in: .connection, "The port that the client connected to."
    ) { _, evaluation in
        evaluation.loops.destination?.portSample
    }
}

extension Sample {
    /// The address of a socket without its port; nil for one of the file system.
    init?(_ address: SocketAddress) {
        switch address.family {
        case .ipv4: self = .ipv4(UInt32(truncatingIfNeeded: address.low))
        case .ipv6: self = .ipv6(high: address.high, low: address.low)
        case .none, .unix: return nil
        }
    }
}

extension SocketAddress {
    /// The port of an IP address.
    var portSample: Sample? {
        family == .ipv4 || family == .ipv6 ? .integer(Int64(port)) : nil
    }

    /// Writes the address as an item of a log format.
    func write(_ flags: LogFormatFlags, into out: Buffer) -> Bool {
        if flags.contains(.hexadecimal), family == .ipv4 { return out.append(capitals: low, digits: 8) }
        return out.append(host: self)
    }
}
