import EventLoop
import HTTP
import Memory
import Synchronization
import Transport

/// A request or response that broke its protocol, kept for `show errors`.
public final class InvalidMessage: Sendable {
    public enum Kind: Sendable { case request, response }

    public let kind: Kind
    /// In the order of all loops, from 0.
    public let number: UInt64
    /// Milliseconds since 1970.
    public let time: Milliseconds
    public let source: SocketAddress
    /// Indexes in the generation, and of the server in the backend.
    public let frontend: Int
    public let backend: Int?
    public let server: Int?
    public let error: H1Error
    /// Of the error, from the first byte kept.
    public let position: Int
    public let bytes: [UInt8]
    /// Of the buffer that held it.
    public let capacity: Int

    init(
        _ kind: Kind, number: UInt64, _ buffer: Buffer?, _ error: H1Error, at position: Int, _ session: Session,
        _ stream: Stream?
    ) {
        self.kind = kind
        self.number = number
        self.error = error
        time = Clock.wall()
        source = session.source
        frontend = session.frontend.proxy.index
        backend = stream?.backend?.proxy.index
        server = stream?.server?.index
        bytes = buffer.map { $0.bytes(in: ByteSlice($0.start, $0.end)) } ?? []
        capacity = buffer?.capacity ?? 0
        self.position = min(max(0, position - (buffer?.start ?? 0)), bytes.count)
    }
}

/// How many invalid messages all loops have seen.
public final class InvalidMessageCount: Sendable {
    private let count = Atomic<UInt64>(0)

    public var total: UInt64 { count.load(ordering: .relaxed) }

    func next() -> UInt64 { count.add(1, ordering: .relaxed).oldValue }
}

extension LoopContext {
    /// Keeps an invalid message in place of the last one of its proxy.
    func keepInvalid(
        _ kind: InvalidMessage.Kind, _ buffer: Buffer?, _ error: H1Error, at position: Int, _ session: Session,
        _ stream: Stream? = nil
    ) {
        guard let generation else { return }
        let message = InvalidMessage(
            kind, number: generation.generation.invalidMessages.next(), buffer, error, at: position, session, stream)
        switch kind {
        case .request: replace(&session.frontend.invalidRequest, by: message)
        case .response:
            guard let backend = stream?.backend else { return }
            replace(&backend.invalidResponse, by: message)
        }
    }

    private func replace(_ kept: inout InvalidMessage?, by message: InvalidMessage) {
        if let kept { invalidMessages.drop(kept.bytes.count) }
        invalidMessages.count(message.bytes.count)
        kept = message
    }

    /// The last invalid messages of this loop's proxies.
    public var invalidMessageReports: [InvalidMessage] {
        guard let generation else { return [] }
        return generation.frontends.compactMap { $0?.invalidRequest }
            + generation.backends.compactMap { $0?.invalidResponse }
    }
}
