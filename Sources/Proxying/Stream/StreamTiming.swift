import Memory

/// When a stream came how far, on its loop's clock.
struct StreamTiming {
    /// The request's head was whole, or the client there.
    var began = Milliseconds.zero
    /// A server had a place for it.
    var assigned = Milliseconds.zero
    /// The server's connection was there.
    var connected = Milliseconds.zero
    /// The response's head was whole; zero before, and in TCP mode.
    var answered = Milliseconds.zero
}
