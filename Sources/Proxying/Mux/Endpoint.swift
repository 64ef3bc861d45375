import HTTP
import Memory
import Transport

/// One end of a stream: a connection's message, or something that answers inside the process.
///
/// As a *sink* an endpoint takes a body while it has room and passes it on; as a *source* it reads only what the other
/// end has room for. Calls go sink-wards with data and source-wards with room, never both at once, so that no call chain
/// grows with the traffic.
class Endpoint: ConnectionOwner {
    /// The stream it serves now; both ends hold it until it is over.
    final var stream: Stream?

    // MARK: Sink

    /// The head is written and the end is not: body may follow, now or later.
    var awaitsBody: Bool { false }

    /// Body may be given to `accept`.
    var hasRoom: Bool { false }

    /// Takes body, `buffer.start..<end`, wholly or in part, by copy or, when `canAdopt`, by taking over the buffer; true
    /// when it was taken over.
    func accept(_ buffer: Buffer, upTo end: Int, canAdopt: Bool) -> Bool { false }

    /// The message is over.
    func endBody(trailers: Message?) {}

    /// Sends what was accepted, as far as the peer takes it.
    func flush() {}

    /// Something was received or sent: deadlines move.
    func touched() {}

    // MARK: Source

    /// The other end has room, or this end has something new: move what can be moved.
    func pump() {}

    /// The stream is over for this end, whatever its state; `stream` is nil afterwards.
    func leave() { stream = nil }

    /// The connection as the kernel moves bytes from it without looking, if it can.
    var spliceConnection: Connection? { nil }
    /// Where the kernel may put bytes for this sink; nil when bytes are changed on the way or others wait before them.
    func splicePipe() -> Pipe? { nil }
}
