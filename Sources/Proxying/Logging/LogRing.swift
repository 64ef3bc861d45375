import Memory
import Synchronization

/// A ring of lines in memory, shared by all loops (manual, 12.5): new lines take the place of the oldest.
///
/// A reader that holds its place (a server that has been connected) keeps what it has not read: then new lines are dropped
/// and counted. Whoever reads without holding misses what has been overwritten.
public final class LogRing: Sendable {
    public let settings: LogRingSettings

    private struct State {
        var bytes: ByteRing
        /// Where readers are whose lines must stay.
        var held: [UInt64: UInt64] = [:]
        /// Readers that wait for a line.
        var waiting: [UInt64: @Sendable () -> Void] = [:]
        var lastReader: UInt64 = 0
    }

    /// Names that no section may have: they mean something already.
    static let builtInNames = ["stderr", "stdout"]

    private let state: Mutex<State>
    private let dropCount = Atomic<UInt64>(0)
    /// The length in front of each line.
    private static let prefix = 4

    public init(_ settings: LogRingSettings) {
        self.settings = settings
        state = Mutex(State(bytes: ByteRing(size: settings.size)))
    }

    /// What waits for a server of a log backend; nil for one that gets datagrams.
    convenience init?(of server: ServerSettings, in backend: ProxySettings) {
        guard !server.takesDatagrams else { return nil }
        var ring = LogRingSettings(name: "\(backend.name)/\(server.name)", location: server.location)
        ring.size = server.logBufferSize
        ring.connectTimeout = backend.timeouts.connect
        ring.serverTimeout = backend.timeouts.server
        self.init(ring)
    }

    /// Lines that found no room.
    public var dropped: UInt64 { dropCount.load(ordering: .relaxed) }

    // MARK: Writing

    /// Keeps a line without its end; false when it is dropped.
    func append(_ line: Span<UInt8>) -> Bool {
        let (done, wake) = state.withLock { state -> (Bool, [UInt64: @Sendable () -> Void]) in
            guard LogRing.makeRoom(&state, line.count + LogRing.prefix) else { return (false, [:]) }
            let count = UInt32(truncatingIfNeeded: line.count)
            let length: InlineArray<4, UInt8> = [
                UInt8(truncatingIfNeeded: count), UInt8(truncatingIfNeeded: count >> 8),
                UInt8(truncatingIfNeeded: count >> 16), UInt8(truncatingIfNeeded: count >> 24),
            ]
            state.bytes.append(length.span)
            state.bytes.append(line)
            guard !state.waiting.isEmpty else { return (true, [:]) }
            defer { state.waiting = [:] }
            return (true, state.waiting)
        }
        if !done { dropCount.add(1, ordering: .relaxed) }
        for call in wake.values { call() }
        return done
    }

    /// Forgets the oldest lines until `needed` bytes are free; false when a reader still needs them.
    private static func makeRoom(_ state: inout State, _ needed: Int) -> Bool {
        guard needed <= state.bytes.size else { return false }
        let limit = state.held.values.min() ?? .max
        while state.bytes.room < needed {
            guard state.bytes.start < limit else { return false }
            state.bytes.drop(upTo: lineEnd(after: state.bytes.start, state.bytes))
        }
        return true
    }

    /// Where the line at a position begins and ends.
    private static func line(at position: UInt64, _ bytes: borrowing ByteRing) -> (start: UInt64, count: Int)? {
        var count = 0
        for place in stride(from: prefix - 1, through: 0, by: -1) {
            guard let byte = bytes.byte(at: position + UInt64(place)) else { return nil }
            count = count << 8 | Int(byte)
        }
        return (position + UInt64(prefix), count)
    }

    private static func lineEnd(after position: UInt64, _ bytes: borrowing ByteRing) -> UInt64 {
        line(at: position, bytes).map { $0.start + UInt64($0.count) } ?? bytes.end
    }

    // MARK: Reading

    /// A place between two lines.
    public struct Reader: Sendable {
        fileprivate let identifier: UInt64
        fileprivate var position: UInt64
    }

    /// A reader at the oldest line, or behind the newest.
    public func makeReader(atEnd: Bool = false) -> Reader {
        state.withLock { state in
            state.lastReader += 1
            return Reader(identifier: state.lastReader, position: atEnd ? state.bytes.end : state.bytes.start)
        }
    }

    /// From now on no line is forgotten that the reader has not read.
    func hold(_ reader: inout Reader) {
        state.withLock { state in
            reader.position = max(reader.position, state.bytes.start)
            state.held[reader.identifier] = reader.position
        }
    }

    /// The next lines as a stream has them, at most so many bytes; empty when there are none. A line that is longer than that
    /// is cut.
    public func read(_ reader: inout Reader, atMost limit: Int, _ framing: LogFraming) -> [UInt8] {
        state.withLock { state in
            reader.position = max(reader.position, state.bytes.start)
            var stream: [UInt8] = []
            while let line = LogRing.line(at: reader.position, state.bytes) {
                let needed = line.count + framing.longestAddition
                guard stream.isEmpty || stream.count + needed <= limit else { break }
                let shown = min(line.count, max(0, limit - framing.longestAddition))
                stream.reserveCapacity(min(limit, state.bytes.count + framing.longestAddition))
                if framing == .octetCount { stream += Array("\(shown) ".utf8) }
                state.bytes.copy(line.start, shown, to: &stream)
                if case .delimiter(let byte) = framing { stream.append(byte) }
                reader.position = line.start + UInt64(line.count)
            }
            if state.held[reader.identifier] != nil { state.held[reader.identifier] = reader.position }
            return stream
        }
    }

    /// Calls `body` once, on any thread, when there is a line that the reader has not read; at once if there is one already.
    public func whenReadable(_ reader: Reader, _ body: @escaping @Sendable () -> Void) {
        let isReadable = state.withLock { state in
            if max(reader.position, state.bytes.start) < state.bytes.end { return true }
            state.waiting[reader.identifier] = body
            return false
        }
        if isReadable { body() }
    }

    /// The reader needs nothing any more.
    public func release(_ reader: Reader) {
        state.withLock { state in
            state.held[reader.identifier] = nil
            state.waiting[reader.identifier] = nil
        }
    }
}
