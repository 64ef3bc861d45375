import Memory
import Transport

/// What a PROXY header in front of a session's data said, besides who the client is.
final class ReceivedProxyHeader {
    /// Where the client meant to go.
    let destination: SocketAddress?
    /// It was a NetScaler header, which says less.
    let isNetScaler: Bool
    /// The further fields of version 2.
    let records: ProxyRecordList?

    init(destination: SocketAddress?, isNetScaler: Bool, records: ProxyRecordList?) {
        self.destination = destination
        self.isNetScaler = isNetScaler
        self.records = records
    }
}

extension Session {
    /// The value of a type's record in the PROXY header that was received; of several the one with this number, from 0.
    /// Valid as long as the session.
    func proxyHeaderTLV(_ type: UInt8, number: Int = 0) -> ByteView? {
        proxyHeader?.records?.value(type, number: number)
    }

    /// Notes the PROXY header in front of the data, and counts it.
    func received(_ header: ReceivedProxyHeader) {
        proxyHeader = header
        context.receivedHeaders.count(header)
        if let records = header.records { context.receivedRecords.count(records.count) }
    }

    /// Lets go of it at the end.
    func dropProxyHeader() {
        guard let header = proxyHeader else { return }
        proxyHeader = nil
        context.receivedHeaders.drop()
        if let records = header.records { context.receivedRecords.drop(records.count) }
    }
}
