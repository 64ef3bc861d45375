import Memory

/// When a stream came how far, on its loop's clock (manual, 8.4).
struct StreamTiming {
    /// The client came, or its connection was ready for another request.
    var accepted = Milliseconds.zero
    /// How long it took from there to the end of what precedes a connection's data, such as a PROXY header.
    var handshake = Milliseconds.zero
    /// The first byte of the request was here.
    var received = Milliseconds.zero
    /// The request's head was whole, or the client there.
    var began = Milliseconds.zero
    /// A server had a place for it.
    var assigned = Milliseconds.zero
    /// The server's connection was there.
    var connected = Milliseconds.zero
    /// The response's head was whole; zero before, and in TCP mode.
    var answered = Milliseconds.zero
}

/// A length of time of section 8.4, in milliseconds; -1 for what was not reached.
enum StreamTimer {
    case handshake, idle, head, request, queue, connect, response, data, active, total, user

    func value(_ timing: StreamTiming, isHTTP: Bool, now: Milliseconds) -> Int64 {
        switch self {
        case .handshake: return timing.handshake.rawValue
        case .idle: return (timing.received - timing.accepted - timing.handshake).rawValue
        case .head: return isHTTP ? Self.span(timing.received, timing.began) : -1
        case .request: return isHTTP ? Self.span(timing.accepted, timing.began) : -1
        case .queue: return Self.span(timing.began, timing.assigned)
        case .connect: return Self.span(timing.assigned, timing.connected)
        case .response: return Self.span(timing.connected, timing.answered)
        case .data: return Self.span(isHTTP ? timing.answered : timing.connected, now)
        case .active: return (now - timing.received).rawValue
        case .total: return (now - timing.accepted).rawValue
        case .user: return (now - timing.received + timing.handshake).rawValue
        }
    }

    private static func span(_ start: Milliseconds, _ end: Milliseconds) -> Int64 {
        start == .zero || end == .zero ? -1 : (end - start).rawValue
    }
}

extension Stream {
    func timer(_ timer: StreamTimer) -> Int64 {
        timer.value(timing, isHTTP: session.mode == .http, now: context.now)
    }
}
