import Configuration

/// All fetches, converters and words of ACLs that a configuration can use, found by name.
public struct SampleCatalogue: Sendable {
    public let fetches: [SampleFetch]
    public let converters: [Converter]
    public let conditions: [ACLKeyword]
    public let aliases: [LogAlias]
    private let fetchesByName: [String: Int]
    private let convertersByName: [String: Int]
    private let conditionsByName: [String: Int]
    private let aliasesByName: [String: Int]

    /// Of two rows with one name, the first wins.
    public init(
        fetches: [SampleFetch], converters: [Converter], aliases: [LogAlias] = [],
        conditions: [ACLKeyword] = ACLKeyword.all
    ) {
        self.aliases = aliases
        aliasesByName = Self.index(aliases.map(\.name))
        self.fetches = fetches
        self.converters = converters
        self.conditions = conditions
        fetchesByName = Self.index(fetches.map(\.name))
        convertersByName = Self.index(converters.map(\.name))
        conditionsByName = Self.index(conditions.map(\.name))
    }

    private static func index(_ names: [String]) -> [String: Int] {
        Dictionary(names.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
    }

    public func fetch(_ name: String) -> SampleFetch? {
        // Scripts register names of their own.
        if name.hasPrefix("lua.") { return .planned(name, waitingFor: "Lua") }
        return fetchesByName[name].map { fetches[$0] }
    }

    public func converter(_ name: String) -> Converter? {
        if name.hasPrefix("lua.") { return .planned(name, waitingFor: "Lua") }
        return convertersByName[name].map { converters[$0] }
    }

    /// An item of log formats.
    public func alias(_ name: String) -> LogAlias? { aliasesByName[name].map { aliases[$0] } }

    /// A word that stands for a fetch and a way of matching: `path_beg`.
    public func condition(_ name: String) -> ACLKeyword? { conditionsByName[name].map { conditions[$0] } }

    /// Names that are written twice, for the test of the catalogues.
    public var repeatedNames: [String] {
        [fetches.map(\.name), converters.map(\.name), conditions.map(\.name), aliases.map(\.name)].flatMap { names in
            Dictionary(grouping: names, by: { $0 }).filter { $1.count > 1 }.keys.sorted()
        }
    }
}
