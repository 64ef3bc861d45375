import Glibc

/// What the kernel has measured of a TCP connection.
public struct TransportFigures: Sendable {
    /// Microseconds.
    public let roundTrip: UInt32
    /// Microseconds.
    public let roundTripVariance: UInt32
    public let unacknowledged: UInt32
    public let selectivelyAcknowledged: UInt32
    public let lost: UInt32
    public let retransmitted: UInt32
    public let forwardAcknowledged: UInt32
    public let reordering: UInt32
}

extension Connection {
    /// The kernel's figures; nil when this is no TCP connection.
    public var figures: TransportFigures? {
        var info = tcp_info()
        var length = socklen_t(MemoryLayout<tcp_info>.size)
        guard getsockopt(descriptor, Int32(IPPROTO_TCP), TCP_INFO, &info, &length) == 0 else { return nil }
        return TransportFigures(
            roundTrip: info.tcpi_rtt, roundTripVariance: info.tcpi_rttvar, unacknowledged: info.tcpi_unacked,
            selectivelyAcknowledged: info.tcpi_sacked, lost: info.tcpi_lost,
            retransmitted: UInt32(info.tcpi_retransmits), forwardAcknowledged: info.tcpi_fackets,
            reordering: info.tcpi_reordering)
    }
}
