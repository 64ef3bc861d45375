/// How one ACL or map converter looks at a list of patterns. Uses of one list that are equal share one index.
public struct PatternUse: Sendable, Hashable {
    public var method: MatchMethod
    /// `-i`
    public var ignoresCase: Bool
    /// False with `-n`: a name in a list of addresses is an error. Names are never resolved at run time.
    public var resolvesNames: Bool
    /// Dotted numbers such as `3.1`, two integers of sixteen bits in one, for the versions of TLS.
    public var isDotted: Bool
    /// What the second column has to be; nil for an ACL, which does not read it.
    public var value: MapValueKind?
    /// Whether the captures of a regular expression are kept for back references (`map_regm`).
    public var captures: Bool

    public init(
        _ method: MatchMethod, ignoresCase: Bool = false, resolvesNames: Bool = true, isDotted: Bool = false,
        value: MapValueKind? = nil, captures: Bool = false
    ) {
        self.method = method
        self.ignoresCase = ignoresCase
        self.resolvesNames = resolvesNames
        self.isDotted = isDotted
        self.value = value
        self.captures = captures
    }

    /// The word in `get map` and `get acl`.
    var word: String { captures ? "regm" : method.word }
}

/// Where the loops find one use of a list: a plain value that a compiled expression carries.
public struct PatternSlot: Sendable, Hashable, BitwiseCopyable {
    let index: UInt32
}
