import EventLoop
import Memory
import Transport

/// Reads the PROXY or NetScaler header that a bind line expects in front of a connection's data, and hands the connection
/// over to the endpoint that serves it. A connection without a correct header is reset.
final class ProxyPreface: ConnectionOwner {
    private let connection: Connection
    private unowned(unsafe) let listener: ListenerSource
    private unowned(unsafe) let context: LoopContext
    private let use: ProxyProtocolUse
    private let session: Session
    private var buffer: Buffer?

    init(_ connection: Connection, _ listener: ListenerSource, _ session: Session, _ use: ProxyProtocolUse) {
        self.connection = connection
        self.listener = listener
        context = session.context
        self.session = session
        self.use = use
        super.init()
    }

    override func connectionReady() {
        guard connection.mayRead else { return }
        if buffer == nil { buffer = context.takeBuffer() }
        guard let buffer else { return fail(.memory) }
        switch connection.receive(into: buffer) {
        case .bytes(let count) where count > 0: parse(buffer)
        case .wouldBlock: return
        case .end: fail(isNetScaler ? ending(.netScalerEmpty) : ending(.proxyEmpty))
        default: fail(isNetScaler ? ending(.netScalerAbort) : ending(.proxyAbort))
        }
    }

    private var isNetScaler: Bool {
        if case .netScaler = use { return true }
        return false
    }

    /// What is said of a connection that ends here: this, unless a part of the header has come.
    private func ending(_ error: ConnectionError) -> ConnectionError {
        guard let buffer, !buffer.isEmpty else { return error }
        return isNetScaler ? .netScalerTruncated : .proxyTruncated
    }

    private func parse(_ buffer: Buffer) {
        let reading = buffer.withBytes { bytes in
            switch use {
            case .netScaler(let magic): ProxyHeader.parseNetScaler(bytes, magic: magic)
            default: ProxyHeader.parse(bytes)
            }
        }
        switch reading {
        case .incomplete: if buffer.room == 0 { fail(problem(.tooLong)) } else { connection.watch() }
        case .malformed(let reason): fail(problem(reason))
        case .header(let header): finish(header, buffer)
        }
    }

    private func problem(_ reason: ProxyHeader.Reason) -> ConnectionError {
        switch reason {
        case .missing: isNetScaler ? .netScalerMagic : .proxyMissing
        case .badVersion where !isNetScaler: .proxyMissing
        default: isNetScaler ? .netScalerProtocol : .proxyInvalid
        }
    }

    private func finish(_ header: ProxyHeader, _ buffer: Buffer) {
        let records = buffer.withBytes { header.keptRecords(of: $0) }
        buffer.consume(header.length)
        self.buffer = nil
        var source = session.source
        var destination: SocketAddress?
        if case .proxied(let stated, let target) = header.value {
            source = SocketAddress(stated)
            destination = SocketAddress(target)
        }
        let received = ReceivedProxyHeader(destination: destination, isNetScaler: isNetScaler, records: records)
        listener.serve(connection, session, source: source, received, data: buffer)
    }

    override func connectionExpired() { fail(isNetScaler ? .netScalerTimeout : .proxyTimeout) }

    private func fail(_ error: ConnectionError) {
        let hasData = buffer.map { !$0.isEmpty } ?? false
        session.frontend.accessLog?.tell(of: SessionFailure(error), session, on: connection, hasData: hasData)
        if let buffer { context.give(buffer) }
        buffer = nil
        connection.resetAtClose()
        context.connections.drop()
        listener.refused(session)
        connection.close()
    }
}
