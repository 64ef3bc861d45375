import Memory
import Samples

/// The `stats` words of a proxy: where its statistics page is and who may see it (manual, 4.2).
public struct StatisticsSettings: Sendable {
    public var uri: [UInt8] = Array("/haproxy?stats".utf8)
    public var refresh = Milliseconds.zero
    public var realm: [UInt8]?
    /// `user:password` pairs.
    public var users: [(name: [UInt8], password: [UInt8])] = []
    public var scopes: [String] = []
    /// `stats show-version` turns it off.
    public var hidesVersion = true
    /// `stats show-node`, with the host's name or `node`.
    public var showsNode = false
    public var node: String?
    /// `stats show-desc`, with the process's description or `description`.
    public var showsDescription = false
    public var description: String?
    public var showsLegends = false
    public var showsModules = false
    /// `stats http-request` rules.
    var rules: [StatisticsRule] = []
    /// Conditions of `stats admin` lines, of which one is enough.
    var administration: [ACLCondition] = []

    /// Some `stats admin` line exists.
    public var hasAdministration: Bool { !administration.isEmpty }

    public init() {}
}

/// A `stats http-request` rule.
struct StatisticsRule: Sendable {
    enum Verdict: Sendable {
        case allow, deny
        case authenticate(realm: [UInt8]?)
    }

    let verdict: Verdict
    let condition: ACLCondition?
}
