import Memory
import Synchronization

/// A ring of lines in memory, shared by all loops (manual, 12.5): new lines take the place of the oldest.
///
/// A reader that holds its place (a server that has been connected) keeps what it has not read: then new lines are dropped
/// and counted. Whoever reads without holding misses what has been overwritten.
public final class LogRing: Sendable {
    public let settings: LogRingSettings

    private struct State {
        var storage: [UInt8] = []
        /// Positions count every byte ever written; they are taken modulo the size.
        var start: UInt64 = 0
        var end: UInt64 = 0
        /// Where readers are whose lines must stay.
        var held: [UInt64: UInt64] = [:]
        /// Readers that wait for a line.
        var waiting: [UInt64: @Sendable () -> Void] = [:]
        var lastReader: UInt64 = 0
    }

    private let state = Mutex(State())
    private let dropCount = Atomic<UInt64>(0)
    private static let prefix = 4

    public init(_ settings: LogRingSettings) { self.settings = settings }

    /// Lines that found no room.
    public var dropped: UInt64 { dropCount.load(ordering: .relaxed) }

    // MARK: Writing

    /// Keeps a line without its end; false when it is dropped.
    func append(_ line: Span<UInt8>) -> Bool {
        let size = settings.size
        let needed = line.count + LogRing.prefix
        guard needed <= size else {
            dropCount.add(1, ordering: .relaxed)
            return false
        }
        let wake: [UInt64: @Sendable () -> Void]? = state.withLock { state in
            if state.storage.isEmpty { state.storage = [UInt8](repeating: 0, count: size) }
            guard LogRing.makeRoom(&state, needed, size) else { return nil }
            var count = UInt32(truncatingIfNeeded: line.count)
            for _ in 0..<LogRing.prefix {
                LogRing.put(UInt8(truncatingIfNeeded: count), &state)
                count >>= 8
            }
            for index in line.indices { LogRing.put(line[index], &state) }
            let waiting = state.waiting
            if !waiting.isEmpty { state.waiting = [:] }
            return waiting
        }
        guard let wake else {
            dropCount.add(1, ordering: .relaxed)
            return false
        }
        for call in wake.values { call() }
        return true
    }

    /// Forgets the oldest lines until `needed` bytes are free; false when a reader still needs them.
    private static func makeRoom(_ state: inout State, _ needed: Int, _ size: Int) -> Bool {
        let limit = state.held.values.min() ?? .max
        var start = state.start
        while Int(state.end - start) + needed > size {
            guard start < limit else { return false }
            start += UInt64(length(at: start, state) + prefix)
        }
        guard start <= limit else { return false }
        state.start = start
        return true
    }

    private static func put(_ byte: UInt8, _ state: inout State) {
        state.storage[Int(state.end % UInt64(state.storage.count))] = byte
        state.end += 1
    }

    private static func length(at position: UInt64, _ state: borrowing State) -> Int {
        var length = 0
        for place in stride(from: prefix - 1, through: 0, by: -1) {
            length = length << 8 | Int(byte(at: position + UInt64(place), state))
        }
        return length
    }

    private static func byte(at position: UInt64, _ state: borrowing State) -> UInt8 {
        state.storage[Int(position % UInt64(state.storage.count))]
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
            return Reader(identifier: state.lastReader, position: atEnd ? state.end : state.start)
        }
    }

    /// From now on no line is forgotten that the reader has not read.
    func hold(_ reader: inout Reader) {
        state.withLock { state in
            reader.position = max(reader.position, state.start)
            state.held[reader.identifier] = reader.position
        }
    }

    /// Hands out the next line; nil when there is none.
    public func next(_ reader: inout Reader) -> [UInt8]? {
        state.withLock { state in
            reader.position = max(reader.position, state.start)
            guard reader.position < state.end else { return nil }
            let length = LogRing.length(at: reader.position, state)
            let first = reader.position + UInt64(LogRing.prefix)
            let line = (0..<length).map { LogRing.byte(at: first + UInt64($0), state) }
            reader.position = first + UInt64(length)
            if state.held[reader.identifier] != nil { state.held[reader.identifier] = reader.position }
            return line
        }
    }

    /// Calls `body` once, on any thread, when there is a line that the reader has not read; at once if there is one already.
    public func whenReadable(_ reader: Reader, _ body: @escaping @Sendable () -> Void) {
        let isReadable = state.withLock { state in
            if max(reader.position, state.start) < state.end { return true }
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
