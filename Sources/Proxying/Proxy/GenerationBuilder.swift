import Configuration
import Memory

/// Turns sections into a `Generation`: parses every line with its catalogue, then resolves names and addresses.
///
/// It goes on after errors; a generation comes out only when there were none.
public final class GenerationBuilder {
    public let diagnostics: Diagnostics
    public let global = GlobalBuilder()
    public private(set) var proxies: [ProxyBuilder] = []
    private var defaults: ProxyBuilder?
    private var namedDefaults: [String: ProxyBuilder] = [:]
    /// `-4` and `-6`
    public var addressPreference = Address.Preference.none
    /// `-dr`: a server whose name cannot be resolved has no address.
    public var toleratesUnresolvedServers = false
    /// The name of this process among peers: `-L` or the host's.
    public var localPeer = "localhost"
    /// `-N`: `maxconn` of frontends that do not say; 0 for the global one.
    public var proxyMaximumConnections = 0
    /// `http-errors` sections by name.
    public var errorSets: [String: Replies] = [:]

    public static let sectionWords = [
        "global", "defaults", "frontend", "backend", "listen", "http-errors", "userlist", "peers", "mailers",
        "resolvers",
        "cache", "ring", "log-forward", "log-profile", "program", "fcgi-app", "crt-store", "acme", "traces",
        "healthcheck",
    ]

    public init(_ diagnostics: Diagnostics) { self.diagnostics = diagnostics }

    /// Parses all sections in order.
    public func read(_ sections: [Section]) {
        for section in sections {
            switch section.keyword {
            case "global": readGlobal(section)
            case "defaults": readDefaults(section)
            case "frontend", "backend", "listen": readProxy(section)
            case "http-errors": readErrors(section)
            default:
                diagnostics.alert(
                    "parsing [\(section.location.file):\(section.location.line)] : section '\(section.keyword)' is not built yet."
                )
            }
        }
    }

    private func readGlobal(_ section: Section) {
        let context = SectionContext(section, places: .global)
        for line in section.lines {
            GlobalKeywords.catalogue.parseLine(line, in: context, into: global, diagnostics)
        }
    }

    private func readErrors(_ section: Section) {
        guard let name = section.name else {
            return diagnostics.alert("missing name for http-errors section.", at: section.location)
        }
        let builder = ErrorSetBuilder()
        let context = SectionContext(section, places: .httpErrors)
        for line in section.lines {
            ErrorSetKeywords.catalogue.parseLine(line, in: context, into: builder, diagnostics)
        }
        errorSets[name] = builder.replies
    }

    private func readDefaults(_ section: Section) {
        let words = section.arguments.map(\.text)
        let name = words.first == "from" ? nil : words.first
        let settings = ProxySettings(name: name ?? "")
        var base: ProxyBuilder?
        if let from = parentName(words) { base = namedDefaults(from, section) }
        let builder = base.map { inherit($0, settings, isDefaults: true) } ?? ProxyBuilder(settings, isDefaults: true)
        parse(section, .defaults, into: builder)
        defaults = builder
        if let name { namedDefaults[name] = builder }
    }

    private func parentName(_ words: [String]) -> String? {
        guard let index = words.firstIndex(of: "from"), index + 1 < words.count else { return nil }
        return words[index + 1]
    }

    private func namedDefaults(_ name: String, _ section: Section) -> ProxyBuilder? {
        if let found = namedDefaults[name] { return found }
        diagnostics.add(
            Diagnostic(
                .alert, "defaults section '\(name)' not found for \(section.keyword) '\(section.name ?? "")'.",
                at: section.location,
                suggestions: Suggestion.nearest(to: name, among: Array(namedDefaults.keys))))
        return nil
    }

    private func inherit(_ base: ProxyBuilder, _ settings: ProxySettings, isDefaults: Bool) -> ProxyBuilder {
        var copy = base.settings
        copy.name = settings.name
        copy.location = settings.location
        copy.isFrontend = settings.isFrontend
        copy.isBackend = settings.isBackend
        return ProxyBuilder(copy, isDefaults: isDefaults, serverDefaults: base.serverDefaults)
    }

    private func readProxy(_ section: Section) {
        guard let name = section.name else {
            return diagnostics.add(
                Diagnostic(
                    .alert, "'\(section.keyword)' expects an <id> argument", at: section.location))
        }
        let places: SectionSet =
            section.keyword == "listen" ? .listen : section.keyword == "frontend" ? .frontend : .backend
        var settings = ProxySettings(name: name)
        settings.location = section.location
        settings.isFrontend = places.contains(.frontend)
        settings.isBackend = places.contains(.backend)
        checkDuplicate(settings, section)
        let words = section.arguments.map(\.text)
        let base = parentName(words).map { namedDefaults($0, section) } ?? defaults
        let builder = base.map { inherit($0, settings, isDefaults: false) } ?? ProxyBuilder(settings, isDefaults: false)
        parse(section, places, into: builder)
        proxies.append(builder)
    }

    private func checkDuplicate(_ settings: ProxySettings, _ section: Section) {
        for other in proxies where other.settings.name == settings.name {
            let overlaps =
                other.settings.isFrontend && settings.isFrontend || other.settings.isBackend && settings.isBackend
            guard overlaps else { continue }
            let kind = other.settings.isFrontend ? (other.settings.isBackend ? "listen" : "frontend") : "backend"
            diagnostics.alert(
                "\(section.keyword) '\(settings.name)' has the same name as \(kind) '\(settings.name)' declared at "
                    + "\(other.settings.location.file):\(other.settings.location.line).",
                at: section.location)
        }
    }

    private func parse(_ section: Section, _ places: SectionSet, into builder: ProxyBuilder) {
        let context = SectionContext(section, places: places)
        for line in section.lines {
            ProxyKeywords.catalogue.parseLine(line, in: context, into: builder, diagnostics)
        }
    }

    // MARK: Second pass

    /// The backend that a rule names.
    public func backendIndex(named name: String) -> Int? {
        proxies.firstIndex { $0.settings.isBackend && $0.settings.name == name }
    }

    /// Resolves what names other things and builds the generation; nil when anything was wrong.
    public func build() -> Generation? {
        for proxy in proxies {
            for check in proxy.laterChecks { check(self, diagnostics) }
        }
        var built: [Proxy] = []
        var nextIdentifier = 0
        for (index, builder) in proxies.enumerated() {
            if builder.settings.identifier == 0 {
                repeat { nextIdentifier += 1 } while proxies.contains { $0.settings.identifier == nextIdentifier }
                builder.settings.identifier = nextIdentifier
            }
            let target = builder.settings.isFrontend ? backend(of: builder.settings) : nil
            built.append(Proxy(builder.settings, index: index, defaultBackend: target, resolve(builder.settings)))
        }
        return diagnostics.hasAlerts ? nil : Generation(global: global.settings, proxies: built)
    }

    private func backend(of settings: ProxySettings) -> Int? {
        guard let name = settings.usedBackend ?? settings.defaultBackend else {
            return settings.isBackend
                ? proxies.firstIndex { $0.settings.name == settings.name && $0.settings.isBackend } : nil
        }
        if let index = backendIndex(named: name) { return index }
        let known = proxies.filter(\.settings.isBackend).map(\.settings.name)
        diagnostics.add(
            Diagnostic(
                .alert,
                "unable to find required \(settings.usedBackend == nil ? "default_backend" : "use_backend"): '\(name)'",
                at: settings.location, suggestions: Suggestion.nearest(to: name, among: known)))
        return nil
    }

    private func resolve(_ settings: ProxySettings) -> [ResolvedServer] {
        var used = Set(settings.servers.map(\.identifier))
        var next = 0
        return settings.servers.map { server in
            var server = server
            if server.identifier == 0 {
                repeat { next += 1 } while used.contains(next)
                used.insert(next)
                server.identifier = next
            }
            return ResolvedServer(server, address: initialAddress(of: server, settings))
        }
    }

    private func initialAddress(of server: ServerSettings, _ settings: ProxySettings) -> Address? {
        guard let address = server.address else { return nil }
        for way in server.initialAddress {
            switch way {
            case .last: continue
            case .none: return nil
            case .fixed(let fixed): return fixed
            case .libc:
                if let resolved = try? address.resolved(preferring: addressPreference) {
                    return resolved
                }
            }
        }
        if toleratesUnresolvedServers { return nil }
        diagnostics.alert(
            "[\(server.location.file):\(server.location.line)] : 'server \(settings.name)/\(server.name)' : could not resolve "
                + "address '\(address.text)'.")
        return nil
    }
}
