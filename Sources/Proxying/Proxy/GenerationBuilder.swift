import Configuration
import Memory
import Samples

/// Turns sections into a `Generation`: parses every line with its catalogue, then resolves names and addresses.
///
/// It goes on after errors; a generation comes out only when there were none.
public final class GenerationBuilder {
    public let diagnostics: Diagnostics
    public let global = GlobalBuilder()
    public private(set) var proxies: [ProxyBuilder] = []
    /// The first proxy of each name, as its first line describes it.
    private var namedProxies: [String: ProxySettings] = [:]
    private var defaults: ProxyBuilder?
    /// Named `defaults` sections, all of a name.
    private var namedDefaults: [String: [ProxyBuilder]] = [:]
    /// Every `defaults` section.
    var allDefaults: [ProxyBuilder] { namedDefaults.values.flatMap { $0 } + [defaults].compactMap { $0 } }
    /// `-4` and `-6`
    public var addressPreference = Address.Preference.none
    /// `-dr`: a server whose name cannot be resolved has no address.
    public var toleratesUnresolvedServers = false
    /// False: no server's name is looked up, so that the text alone decides.
    public var looksUpNames = true
    /// What names were resolved to; nil for those that could not be.
    var knownHosts: [Address: Address?] = [:]
    /// The name of this process among peers: `-L` or the host's.
    public var localPeer = "localhost"
    /// `-N`: `maxconn` of frontends that do not say; 0 for the global one.
    public var proxyMaximumConnections = 0
    /// `ring` sections, and rings that `log` lines imply.
    public var rings = [LogRingSettings.builtIn]
    /// `log-forward` sections.
    public var logForwards: [LogForwardSettings] = []
    /// `log-profile` sections.
    public var logProfiles: [LogProfile] = []
    /// `http-errors` sections by name.
    public var errorSets: [String: Replies] = [:]
    /// The state file of `global`, once it was read; an inner nil if that failed.
    var globalServerStates: SavedServers??
    /// `resolvers` sections.
    public var resolvers: [ResolversSettings] = []
    /// `userlist` sections in their order.
    var userLists: [UserListBuilder] = []
    /// `healthcheck` sections by name.
    var checkSections: [String: HealthCheckSection] = [:]
    /// Maps and lists of patterns.
    public let patterns: PatternRegistry
    /// Where tables are found that there are already.
    public var stickTables = StickTableRegistry()
    /// `peers` sections in their order.
    var peers: [PeersBuilder] = []
    /// `localPeer` was asked for and not only found.
    public var isLocalPeerForced = false
    /// What expressions may use.
    public let expressions: ExpressionScope

    public static let sectionWords = [
        "global", "defaults", "frontend", "backend", "listen", "http-errors", "userlist", "peers", "mailers",
        "resolvers",
        "cache", "ring", "log-forward", "log-profile", "program", "fcgi-app", "crt-store", "acme", "traces",
        "healthcheck",
    ]

    public init(_ diagnostics: Diagnostics) {
        self.diagnostics = diagnostics
        patterns = PatternRegistry()
        expressions = ExpressionScope(.all, patterns: patterns, tokenPolicy: global.tokenPolicy)
        global.expressions = expressions
    }

    /// Parses all sections in order.
    public func read(_ sections: [Section]) {
        defer { global.directory.leave() }
        for section in sections {
            if let reason = global.directory.enter(section.location.file) {
                refuse(section, "the directory of 'default-path' cannot be entered for this file: \(reason).")
            }
            switch section.keyword {
            case "global": readGlobal(section)
            case "defaults": readDefaults(section)
            case "frontend", "backend", "listen": readProxy(section)
            case "http-errors": readErrors(section)
            case "userlist": readUserList(section)
            case "peers": readPeers(section)
            case "healthcheck": readHealthCheck(section)
            case "mailers": refuseMailers(section)
            case "ring": readRing(section)
            case "log-forward": readLogForward(section)
            case "log-profile": readLogProfile(section)
            case "resolvers": readResolvers(section)
            default: PlannedSections.check(section, diagnostics)
            }
        }
    }

    private func readGlobal(_ section: Section) {
        if let word = section.arguments.first {
            refuse(section, "'global' cannot handle unexpected argument '\(word.text)'.", at: word)
        }
        let context = SectionContext(section, places: .global)
        for line in section.lines {
            GlobalKeywords.catalogue.parseLine(line, in: context, into: global, diagnostics)
        }
    }

    private func readErrors(_ section: Section) {
        let builder = ErrorSetBuilder()
        let context = SectionContext(section, places: .httpErrors)
        for line in section.lines {
            ErrorSetKeywords.catalogue.parseLine(line, in: context, into: builder, diagnostics)
        }
        guard let name = section.name else { return refuse(section, "missing name for http-errors section.") }
        if let word = section.arguments.dropFirst().first {
            refuse(section, "'http-errors' cannot handle unexpected argument '\(word.text)'.", at: word)
        }
        if errorSets[name] != nil {
            diagnostics.add(
                section.opening.diagnostic(
                    .warning, "http-errors section '\(name)' is defined again; its answers are added."))
        }
        var replies = errorSets[name] ?? Replies()
        for status in builder.replies.statuses { replies[status] = builder.replies[status] }
        errorSets[name] = replies
    }

    // MARK: defaults

    private func readDefaults(_ section: Section) {
        guard let heading = heading(of: section) else { return }
        let settings = ProxySettings(name: heading.name ?? "")
        let base = heading.parent.flatMap { parent(named: $0, of: section) }
        let builder =
            base.map { ProxyBuilder(inheriting: $0, settings, isDefaults: true) }
            ?? ProxyBuilder(settings, isDefaults: true, expressions: expressions)
        builder.settings.location = section.location
        checkInheritance(of: builder, section, .defaults)
        parse(section, SectionContext("defaults", name: heading.name, places: .defaults), into: builder)
        defaults = builder
        if let name = heading.name { namedDefaults[name, default: []].append(builder) }
    }

    private func parent(named word: Word, of section: Section) -> ProxyBuilder? {
        let found = namedDefaults[word.text] ?? []
        let what = section.keyword == "defaults" ? "defaults" : section.keyword
        let subject = "\(what) '\(section.name ?? "")'"
        if found.isEmpty {
            diagnostics.add(
                section.opening.diagnostic(
                    .alert, "defaults section '\(word.text)' not found for \(subject).", column: word.column,
                    suggestions: Suggestion.nearest(to: word.text, among: namedDefaults.keys)))
        } else if found.count > 1 {
            let places = found.prefix(2).map { "\($0.settings.location.file):\($0.settings.location.line)" }
            refuse(
                section,
                "ambiguous defaults section name '\(word.text)' referenced by \(subject) exists at least at "
                    + "\(places.joined(separator: " and ")).", at: word)
        }
        return found.first
    }

    // MARK: Proxies

    private func readProxy(_ section: Section) {
        let places: SectionSet =
            section.keyword == "listen" ? .listen : section.keyword == "frontend" ? .frontend : .backend
        let heading = heading(of: section)
        if heading != nil, heading?.name == nil { refuse(section, "'\(section.keyword)' expects an <id> argument") }
        var settings = ProxySettings(name: heading?.name ?? "")
        settings.location = section.location
        settings.isFrontend = places.contains(.frontend)
        settings.isBackend = places.contains(.backend)
        checkDuplicate(settings, section)
        let base = heading?.parent.map { parent(named: $0, of: section) } ?? defaults
        let builder =
            base.map { ProxyBuilder(inheriting: $0, settings, isDefaults: false) }
            ?? ProxyBuilder(settings, isDefaults: false, expressions: expressions)
        checkInheritance(of: builder, section, places)
        parse(section, SectionContext(section, places: places), into: builder)
        if builder.settings.mode == .log { builder.lines = section.lines }
        proxies.append(builder)
    }

    /// What stands behind the word that starts a section: a name and `from <defaults>`. Nil when it makes no sense.
    private func heading(of section: Section) -> (name: String?, parent: Word?)? {
        var words = section.arguments[...]
        var name: String?
        if let first = words.first, first.text != "from" {
            name = first.text
            words = words.dropFirst()
            if let bad = ProxyName.invalidCharacter(in: first.text) {
                refuse(
                    section, "character '\(bad)' is not permitted in '\(section.keyword)' name '\(first.text)'.",
                    at: first)
            }
        }
        guard let word = words.first else { return (name, nil) }
        if word.text == "from" {
            guard let parent = words.dropFirst().first else {
                refuse(section, "'from' expects the name of a 'defaults' section.", at: word)
                return (name, nil)
            }
            if let extra = words.dropFirst(2).first {
                refuse(
                    section, "'\(section.keyword)' cannot handle unexpected argument '\(extra.text)'.", at: extra)
            }
            return (name, parent)
        }
        let problem =
            section.keyword == "frontend" || section.keyword == "listen"
            ? "please use the 'bind' keyword for listening addresses."
            : "'\(section.keyword)' cannot handle unexpected argument '\(word.text)'."
        refuse(section, problem, at: word)
        return (name, nil)
    }

    private func checkDuplicate(_ settings: ProxySettings, _ section: Section) {
        guard !settings.name.isEmpty else { return }
        guard let other = namedProxies[settings.name] else {
            namedProxies[settings.name] = settings
            return
        }
        refuse(
            section,
            "\(settings.kindName) '\(settings.name)' has the same name as \(other.kindName) '\(settings.name)' declared at "
                + "\(other.location.text). Please rename one or the other.", at: section.arguments.first)
    }

    private func parse(_ section: Section, _ context: SectionContext, into builder: ProxyBuilder) {
        for line in section.lines {
            ProxyKeywords.catalogue.parseLine(line, in: context, into: builder, diagnostics)
        }
    }

    func refuse(_ section: Section, _ problem: String, at word: Word? = nil) {
        diagnostics.add(section.opening.diagnostic(.alert, problem, column: word?.column))
    }
}
