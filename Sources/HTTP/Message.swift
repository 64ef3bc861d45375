import Memory

/// How the end of a body is found (RFC 9112, 6.3).
public enum BodyFraming: Sendable, Equatable {
    /// No body.
    case none
    /// Exactly so many bytes.
    case length(UInt64)
    case chunked
    /// Everything until the peer closes; responses only.
    case untilClose
    /// The connection now carries something else: CONNECT or an accepted upgrade.
    case tunnel

    /// How much of what a buffer holds belongs to the body, as far as that is known beforehand.
    public func count(in buffer: Buffer?) -> Int {
        guard let buffer else { return 0 }
        switch self {
        case .none: return 0
        case .length(let length): return min(buffer.count, Int(clamping: length))
        case .chunked, .untilClose, .tunnel: return buffer.count
        }
    }
}

/// The head of a request or a response.
///
/// Its bytes lie in `arena`, which the message owns while it is set. One object serves many messages, one after the other.
public final class Message {
    public var headers = HeaderList()
    public var arena: Buffer?
    public var method = Method.other
    public var methodSlice = ByteSlice.empty
    public var target = ByteSlice.empty
    public var status: UInt16 = 0
    public var reason = ByteSlice.empty
    /// Protocol and version as received where they are unusual and accepted; else empty.
    public var version = ByteSlice.empty
    /// Minor version of HTTP/1: 0 or 1.
    public var minorVersion: UInt8 = 1
    public var framing = BodyFraming.none
    public var flags = Flags()
    /// How much of it was wrong and accepted (`option accept-unsafe-violations-in-http-…`); beyond 255 nobody counts.
    public private(set) var tolerated: UInt8 = 0
    /// Something of it was placed at the top of the arena.
    var hasPlacedParts = false

    public struct Flags: OptionSet, Sendable {
        public let rawValue: UInt16
        public init(rawValue: UInt16) { self.rawValue = rawValue }
        /// `Connection: close`
        public static let close = Flags(rawValue: 1 << 0)
        /// `Connection: keep-alive`
        public static let keepAlive = Flags(rawValue: 1 << 1)
        /// An `Upgrade` header that `Connection` names
        public static let upgrade = Flags(rawValue: 1 << 2)
        /// `Expect: 100-continue`
        public static let expectContinue = Flags(rawValue: 1 << 3)
        /// Length and transfer coding came together: the connection is not reused (RFC 9112, 6.1).
        public static let ambiguousFraming = Flags(rawValue: 1 << 4)
        /// A `Connection` or `TE` header is about this connection, and about other things too.
        static let mixedConnectionTokens = Flags(rawValue: 1 << 5)
        public static let webSocket = Flags(rawValue: 1 << 6)
        public static let hasHost = Flags(rawValue: 1 << 7)
        /// Some header name has capitals that are not lowered yet.
        public static let capitals = Flags(rawValue: 1 << 8)
        public static let hasContentLength = Flags(rawValue: 1 << 9)
        /// The length is written with leading zeros or as a list and must be written anew.
        static let irregularLength = Flags(rawValue: 1 << 10)
        /// An HTTP/0.9 request: a method and a target, nothing else.
        static let simple = Flags(rawValue: 1 << 12)
        /// `Connection: upgrade`
        public static let connectionUpgrade = Flags(rawValue: 1 << 11)
        /// A rule has changed a field that says where the body ends.
        static let editedFraming = Flags(rawValue: 1 << 13)
        /// A rule has changed `Connection`.
        static let editedConnection = Flags(rawValue: 1 << 14)
    }

    public init() {}

    /// Forgets everything but the memory of the header list. The arena stays with its owner.
    public func reset() {
        headers.removeAll()
        if hasPlacedParts {
            arena?.lift()
            hasPlacedParts = false
        }
        arena = nil
        flags = []
        tolerated = 0
        version = .empty
        framing = .none
        status = 0
        method = .other
    }

    /// Counts something wrong that is accepted.
    func tolerate() { if tolerated < .max { tolerated += 1 } }

    /// The value of the first field with this name, which is in lower case.
    public func value(of name: [UInt8]) -> ByteSlice? {
        guard let arena else { return nil }
        return arena.withArena { bytes in
            for field in headers.fields where !field.isRemoved && Int(field.nameLength) == name.count {
                if bytes.equals(name, in: field.nameSlice.range) { return field.valueSlice }
            }
            return nil
        }
    }

    /// Whether there is a field with this name, which is in lower case.
    public func hasField(_ name: [UInt8]) -> Bool { value(of: name) != nil }

    /// Whether some field's name, which is in lower case, fulfils a condition.
    public func hasField(where condition: (Span<UInt8>, Range<Int>) -> Bool) -> Bool {
        guard let arena else { return false }
        return arena.withArena { bytes in
            headers.fields.contains { !$0.isRemoved && condition(bytes, $0.nameSlice.range) }
        }
    }

    /// Takes out the fields whose names, which are in lower case, fulfil a condition.
    public func removeFields(where condition: (Span<UInt8>, Range<Int>) -> Bool) {
        guard let arena else { return }
        arena.withArena { bytes in
            // bounded: the indices are the list's own
            for index in headers.fields.indices where condition(bytes, headers.fields[index].nameSlice.range) {
                headers.remove(at: index)
            }
        }
    }

    /// Takes `Proxy-Connection` for `Connection`, as `option http-use-proxy-header` says.
    public func useProxyConnection() {
        guard let arena else { return }
        arena.withArena { bytes in
            // bounded: the indices are the list's own
            for index in headers.fields.indices where headers.fields[index].name == .proxyConnection {
                H1Connection.note(headers.fields[index], at: index, self, bytes)
            }
        }
    }

    /// A request to a proxy: its target is neither a path nor an asterisk.
    public var isProxied: Bool {
        guard let arena, let first = arena.byte(at: target.start) else { return false }
        return first != 47 && first != 42
    }

    /// Reads the arena; nothing happens without one.
    @inlinable public func withArena<Result>(_ body: (Span<UInt8>) -> Result) -> Result? {
        arena?.withArena(body)
    }
}
