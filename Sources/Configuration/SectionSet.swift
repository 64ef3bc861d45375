/// The sections in which a keyword may stand.
public struct SectionSet: OptionSet, Sendable, Hashable {
    public let rawValue: UInt64

    public init(rawValue: UInt64) { self.rawValue = rawValue }

    public static let global = SectionSet(rawValue: 1 << 0)
    public static let defaults = SectionSet(rawValue: 1 << 1)
    public static let frontend = SectionSet(rawValue: 1 << 2)
    public static let backend = SectionSet(rawValue: 1 << 3)
    public static let bindLine = SectionSet(rawValue: 1 << 4)
    public static let serverLine = SectionSet(rawValue: 1 << 5)
    public static let peers = SectionSet(rawValue: 1 << 6)
    public static let resolvers = SectionSet(rawValue: 1 << 7)
    public static let userlist = SectionSet(rawValue: 1 << 8)
    public static let mailers = SectionSet(rawValue: 1 << 9)
    public static let cache = SectionSet(rawValue: 1 << 10)
    public static let httpErrors = SectionSet(rawValue: 1 << 11)
    public static let ring = SectionSet(rawValue: 1 << 12)
    public static let logForward = SectionSet(rawValue: 1 << 13)
    public static let logProfile = SectionSet(rawValue: 1 << 14)
    public static let program = SectionSet(rawValue: 1 << 15)
    public static let fastCGIApplication = SectionSet(rawValue: 1 << 16)
    public static let certificateStore = SectionSet(rawValue: 1 << 17)
    public static let acme = SectionSet(rawValue: 1 << 18)
    public static let traces = SectionSet(rawValue: 1 << 19)
    public static let healthCheck = SectionSet(rawValue: 1 << 20)

    /// A `listen` section is both a frontend and a backend.
    public static let listen: SectionSet = [.frontend, .backend]
    /// `defaults`, `frontend`, `listen` and `backend`.
    public static let proxies: SectionSet = [.defaults, .frontend, .backend]
}
