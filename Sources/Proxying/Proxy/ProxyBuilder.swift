import Configuration
import Memory
import Samples

/// A proxy's section while it is read: what the keywords of `defaults`, `frontend`, `backend` and `listen` fill.
public final class ProxyBuilder: CheckOwner {
    public var settings: ProxySettings
    /// Options that `default-server` lines gave so far.
    public var serverDefaults: ServerSettings
    /// `default-server name <name>` lines.
    public var namedServerDefaults: [String: ServerSettings] = [:]
    /// Whether `balance` was said.
    public var hasBalance = false
    /// Where the default backend is named, for messages.
    public var defaultBackendLine: ConfigurationLine?
    public var replySources: [ReplySource] = []
    /// The rules of a `defaults` section, which come before the section's own.
    private(set) var inheritedRules: [RuleSetKind: [Rule]] = [:]
    /// The `defaults` section that it starts with.
    private(set) var inherited: ProxyBuilder?
    /// What uses the rules of this `defaults` section.
    var users: SectionSet = []
    /// The rules of each set.
    public var ruleLines: [RuleSetKind: [Rule]] = [:]
    /// `redirect` lines, which come after the rules.
    public var redirections: [Rule] = []
    /// `use_backend` lines.
    public var switchingLines: [SwitchingLine] = []
    /// `use-server` lines.
    public var serverLines: [SwitchingLine] = []
    /// `stick` lines.
    public var stickLines: [StickLine] = []
    /// Conditions of `force-be-switch` lines.
    public var forcedSwitching: [ACLCondition] = []
    /// `force-persist` and `ignore-persist` lines.
    public var persistenceLines: [PersistenceRules.Rule] = []
    /// Conditions of `monitor fail` lines.
    public var monitorFailures: [ACLCondition] = []
    /// Named ACLs, as far as they are declared.
    public var conditions = ACLTable()
    /// What expressions may use.
    public let expressions: ExpressionScope
    /// Checked once every section is read, when all names are known.
    public var laterChecks: [(GenerationBuilder, Diagnostics) -> Void] = []
    public let isDefaults: Bool
    /// A rule lets streams or sessions be counted in tables.
    var tracksClients = false
    /// Its own lines; kept for log backends only, which refuse many words.
    var lines: [ConfigurationLine] = []
    /// Words of its server lines that log backends refuse, where each was first said.
    private(set) var wordsForStreams: [String: (line: ConfigurationLine, word: Word)] = [:]
    /// How servers are checked.
    var checks = CheckDraft()
    /// A rule lets connections in TCP mode speak HTTP, so that rules for HTTP have their place.
    var switchesMode = false

    public init(
        _ settings: ProxySettings, isDefaults: Bool, serverDefaults: ServerSettings? = nil,
        expressions: ExpressionScope
    ) {
        self.expressions = expressions
        self.settings = settings
        self.isDefaults = isDefaults
        self.serverDefaults = serverDefaults ?? ProxyBuilder.standardServer
    }

    /// A section that starts with what `base` says, as `settings` names it.
    init(inheriting base: ProxyBuilder, _ settings: ProxySettings, isDefaults: Bool) {
        var copy = base.settings
        copy.name = settings.name
        copy.location = settings.location
        copy.isFrontend = settings.isFrontend
        copy.isBackend = settings.isBackend
        self.settings = copy
        self.isDefaults = isDefaults
        serverDefaults = base.serverDefaults
        namedServerDefaults = base.namedServerDefaults
        hasBalance = base.hasBalance
        defaultBackendLine = base.defaultBackendLine
        replySources = base.replySources
        inheritedRules = base.ruleLines
        switchesMode = base.switchesMode
        tracksClients = base.tracksClients
        inherited = base
        checks = base.checks.asInherited
        expressions = base.expressions
    }

    func add(_ server: ServerSettings) {
        var server = server
        server.share(with: settings.servers.last)
        settings.servers.append(server)
    }

    /// Log lines may be sent to it.
    var isLogBackend: Bool { settings.isBackend && settings.mode == .log }

    /// A word of a server line; whether it means anything here is known at the end of the section.
    func note(serverWord name: String, _ word: Word, _ line: ConfigurationLine) {
        guard !isDefaults, !LogBackendWords.serverWords.contains(name), wordsForStreams[name] == nil else { return }
        wordsForStreams[name] = (line, word)
    }

    /// A server of which nothing is said.
    static let standardServer = ServerSettings(name: "", location: SourceLocation(file: "", line: 0))
}

/// One `bind` line while its options are read.
public final class BindBuilder {
    public var settings: BindSettings
    public init(_ settings: BindSettings) { self.settings = settings }
}

/// One `server` or `default-server` line while its options are read.
public final class ServerBuilder {
    public var settings: ServerSettings
    /// Whether this is a `default-server` line.
    public let isDefault: Bool
    /// What expressions may use; nil where a server gets no requests.
    let expressions: ExpressionScope?

    public init(_ settings: ServerSettings, isDefault: Bool = false, expressions: ExpressionScope? = nil) {
        self.settings = settings
        self.isDefault = isDefault
        self.expressions = expressions
    }

    /// What compiles expressions and formats about a connection to the server.
    func parser(_ arguments: Arguments) throws(ConfigurationError) -> ExpressionParser {
        guard let expressions else {
            throw ConfigurationError("'\(arguments.keyword)' is for servers that get requests.", at: arguments.peek)
        }
        return ExpressionParser(expressions, at: .serverSource(arguments))
    }
}
