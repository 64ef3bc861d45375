/// `cookie`: how a cookie binds clients to servers (manual, 4.2).
public struct CookieSettings: Sendable {
    /// Who makes the cookie.
    public enum Mode: Sendable { case none, rewrite, insert, prefix }

    public struct Options: OptionSet, Sendable {
        public let rawValue: UInt8
        public init(rawValue: UInt8) { self.rawValue = rawValue }
        public static let indirect = Options(rawValue: 1)
        public static let noCache = Options(rawValue: 2)
        public static let postOnly = Options(rawValue: 4)
        public static let preserve = Options(rawValue: 8)
        public static let httpOnly = Options(rawValue: 16)
        public static let secure = Options(rawValue: 32)
        public static let dynamic = Options(rawValue: 64)
    }

    public var name: [UInt8]
    public var mode = Mode.none
    public var options: Options = []
    /// `domain`, as attributes behind the path.
    public var domains: [UInt8] = []
    /// `attr`
    public var attributes: [UInt8] = []
    /// `maxidle` and `maxlife`, in seconds; 0 is no limit.
    public var maximumIdleTime: Int64 = 0
    public var maximumLifetime: Int64 = 0

    public init(name: [UInt8]) { self.name = name }

    /// Log lines tell of the cookie.
    var isTold: Bool { mode != .none || options.contains(.indirect) }

    /// What a cookie that is inserted ends with.
    var ending: [UInt8] {
        var text = Array("; path=/".utf8) + domains
        if options.contains(.httpOnly) { text += Array("; HttpOnly".utf8) }
        if options.contains(.secure) { text += Array("; Secure".utf8) }
        return text + attributes
    }
}
