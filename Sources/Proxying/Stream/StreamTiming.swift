import Memory

/// When a stream came how far, on its loop's clock (manual, 8.4). Kept as distances from one moment, in four bytes each: streams live in
/// large numbers.
struct StreamTiming {
    /// A moment near all others; zero while nothing is known.
    private var origin = Milliseconds.zero
    private var marks = (
        accepted: Mark.none, received: Mark.none, began: Mark.none, assigned: Mark.none,
        connected: Mark.none, answered: Mark.none
    )
    private var handshakeLength: UInt32 = 0

    /// A distance from the origin in milliseconds, right for 24 days.
    private struct Mark {
        var distance: Int32
        /// Not reached.
        static let none = Mark(distance: .min)
    }

    init() {}

    /// - Parameter origin: when the stream began, or its connection.
    init(near origin: Milliseconds) { self.origin = origin }

    private func time(_ mark: Mark) -> Milliseconds {
        mark.distance == .min ? .zero : origin + Milliseconds(Int64(mark.distance))
    }

    private func mark(_ time: Milliseconds) -> Mark {
        time == .zero ? .none : Mark(distance: max(Int32(clamping: (time - origin).rawValue), -.max))
    }

    /// The client came, or its connection was ready for another request.
    var accepted: Milliseconds {
        get { time(marks.accepted) }
        set { marks.accepted = mark(newValue) }
    }
    /// How long it took from there to the end of what precedes a connection's data, such as a PROXY header.
    var handshake: Milliseconds {
        get { Milliseconds(Int64(handshakeLength)) }
        set { handshakeLength = UInt32(clamping: newValue.rawValue) }
    }
    /// The first byte of the request was here.
    var received: Milliseconds {
        get { time(marks.received) }
        set { marks.received = mark(newValue) }
    }
    /// The request's head was whole, or the client there; zero before.
    var began: Milliseconds {
        get { time(marks.began) }
        set { marks.began = mark(newValue) }
    }
    /// A server had a place for it; zero before.
    var assigned: Milliseconds {
        get { time(marks.assigned) }
        set { marks.assigned = mark(newValue) }
    }
    /// The server's connection was there; zero before.
    var connected: Milliseconds {
        get { time(marks.connected) }
        set { marks.connected = mark(newValue) }
    }
    /// The response's head was whole; zero before, and in TCP mode.
    var answered: Milliseconds {
        get { time(marks.answered) }
        set { marks.answered = mark(newValue) }
    }
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
