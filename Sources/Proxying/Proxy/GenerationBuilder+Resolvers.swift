import Configuration
import DNS

/// `resolvers` sections, and what refers to them.
extension GenerationBuilder {
    /// The section that is there even where nobody has written it.
    static let defaultResolvers = "default"

    func readResolvers(_ section: Section) {
        let name = section.arguments.first
        if name == nil { refuse(section, "missing name for resolvers section.") }
        if let name, let bad = ProxyName.invalidCharacter(in: name.text) {
            refuse(section, "character '\(bad)' is not permitted in 'resolvers' name '\(name.text)'.", at: name)
        }
        if let word = section.arguments.dropFirst().first {
            refuse(section, "'resolvers' cannot handle unexpected argument '\(word.text)'.", at: word)
        }
        if let name, let other = resolvers.first(where: { $0.name == name.text }) {
            refuse(
                section,
                "resolvers '\(name.text)' has same name as another resolvers (declared at \(other.location.text)).",
                at: name)
        }
        let builder = ResolversBuilder(ResolversSettings(name: name?.text ?? "", location: section.location))
        let context = SectionContext(section, places: .resolvers)
        for line in section.lines {
            ResolversKeywords.catalogue.parseLine(line, in: context, into: builder, diagnostics)
        }
        if builder.settings.nameServers.isEmpty {
            let place = section.location.text
            diagnostics.warning("resolvers '\(builder.settings.name)' [\(place)] has no nameservers configured!")
        }
        resolvers.append(builder.settings)
    }

    /// Adds the section `default` with the system's name servers, if there are some.
    func completeResolvers() {
        guard looksUpNames, !resolvers.contains(where: { $0.name == Self.defaultResolvers }) else { return }
        var settings = ResolversSettings(
            name: Self.defaultResolvers, location: SourceLocation(file: ResolversArguments.systemFile, line: 1))
        for server in ResolversArguments.readSystemNameServers() ?? []
        where !settings.nameServers.contains(where: { $0.name == server.name }) {
            settings.nameServers.append(server)
        }
        if !settings.nameServers.isEmpty { resolvers.append(settings) }
    }

    /// Checks what a server wants of resolvers.
    func checkResolution(of server: ServerSettings, _ settings: ProxySettings) {
        guard let section = server.resolution.section else { return }
        guard resolvers.contains(where: { $0.name == section }) else {
            diagnostics.add(
                Diagnostic(
                    .alert,
                    "\(settings.kindName) '\(settings.name)', server '\(server.name)': unable to find required resolvers "
                        + "'\(section)'", at: server.location, form: .bare,
                    suggestions: Suggestion.nearest(to: section, among: resolvers.map(\.name))))
            return
        }
        guard let name = server.hostName, DomainName(name) == nil else { return }
        diagnostics.add(
            Diagnostic(
                .alert,
                "'server \(settings.name)/\(server.name)' : Can't create DNS resolution for server '\(server.name)': "
                    + "'\(name)' cannot be a name, whose labels have 1 to 63 bytes each.", at: server.location,
                form: .bare))
    }

    /// What a `do-resolve` rule asks, once all sections are known.
    func lookup(_ named: NamedResolvers, of builder: ProxyBuilder) -> LookupPlan? {
        guard let place = resolvers.firstIndex(where: { $0.name == named.section }) else {
            refuse(
                named.line,
                "Proxy '\(builder.settings.name)': Can't find resolvers section '\(named.section)' for do-resolve action.",
                named.section, among: resolvers.map(\.name))
            return nil
        }
        return LookupPlan(resolvers: place, prefersIPv4: named.prefersIPv4)
    }
}
