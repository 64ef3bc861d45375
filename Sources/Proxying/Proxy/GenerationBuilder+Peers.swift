import Configuration
import Memory

/// `peers` sections.
extension GenerationBuilder {
    /// What this process is called: `-L`, `localpeer` or the host's name.
    private var localPeerName: String { isLocalPeerForced ? localPeer : global.settings.localPeer ?? localPeer }

    func readPeers(_ section: Section) {
        let name = section.arguments.first
        if name == nil { refuse(section, "missing name for peers section.") }
        if let name, let bad = ProxyName.invalidCharacter(in: name.text) {
            refuse(section, "character '\(bad)' is not permitted in 'peers' name '\(name.text)'.", at: name)
        }
        if let word = section.arguments.dropFirst().first {
            refuse(section, "'peers' cannot handle unexpected argument '\(word.text)'.", at: word)
        }
        if let name, let other = peers.first(where: { $0.settings.name == name.text }) {
            refuse(
                section,
                "peers section '\(name.text)' has the same name as another peers section declared at "
                    + "\(other.settings.location.text).", at: name)
        }
        let settings = PeersSettings(name: name?.text ?? "", location: section.location)
        let builder = PeersBuilder(settings, localName: localPeerName)
        let context = SectionContext(section, places: .peers)
        for line in section.lines {
            PeersKeywords.catalogue.parseLine(line, in: context, into: builder, diagnostics)
        }
        completePeers(builder)
        peers.append(builder)
    }

    /// What only the whole section shows.
    private func completePeers(_ builder: PeersBuilder) {
        let name = builder.settings.name
        if builder.localLine == nil, !builder.settings.isDisabled {
            diagnostics.warning("Removing incomplete section 'peers \(name)' (no peer named '\(builder.localName)').")
            builder.settings.isDisabled = true
        }
        if builder.localShard > 0 {
            diagnostics.warning("Peers section '\(name)': shard ignored for '\(builder.localName)' local peer")
        }
        for peer in builder.settings.remotes where peer.shard > builder.settings.shards {
            diagnostics.warning(
                "'peer \(peer.name)' : \(peer.shard) peer shard greater value than \(builder.settings.shards) shards value "
                    + "is ignored.", at: peer.location)
        }
    }

    /// The sections with their tables; `tables` are all there are.
    func builtPeers(_ tables: [StickTable], _ globalTargets: [LogTarget]) -> [Peers] {
        checkPeerNames()
        return peers.map { builder in
            var settings = builder.settings
            if var bind = settings.bind {
                var binds = [bind]
                complete(&binds, backlog: 0)
                bind = binds[0]
                settings.bind = bind
            }
            resolveAddresses(&settings)
            let shared = tables.filter { $0.settings.peers == settings.name }
            for table in shared { table.peerShards.count = settings.shards }
            let copies = shared.map { table in tables.first { $0.name == table.settings.learner } }
            return Peers(
                settings, localName: localPeerName, shared, copies: copies,
                logTargets(of: settings.logs, globalTargets))
        }
    }

    /// Tables that name a section which does not exist.
    private func checkPeerNames() {
        let names = peers.map(\.settings.name)
        for proxy in proxies {
            guard let table = proxy.settings.stickTable, let name = table.peers, !names.contains(name) else { continue }
            diagnostics.add(
                Diagnostic(
                    .alert,
                    "Proxy '\(proxy.settings.name)': unable to find sync peers '\(name)'.", at: table.location,
                    suggestions: Suggestion.nearest(to: name, among: names)))
        }
    }

    private func resolveAddresses(_ settings: inout PeersSettings) {
        for index in settings.remotes.indices {
            let address = settings.remotes[index].route.address
            guard case .name(let host) = address.host, looksUpNames else { continue }
            guard let found = resolved(address) else {
                diagnostics.add(
                    Diagnostic(
                        .alert,
                        "'peer \(settings.name)/\(settings.remotes[index].name)' : could not resolve address '\(host)'.",
                        at: settings.remotes[index].location, form: .bare))
                continue
            }
            settings.remotes[index].route.address = found
        }
    }
}

/// A `peers` section of a generation.
public final class Peers: Sendable {
    public let settings: PeersSettings
    let localName: String
    let tables: [StickTable]
    /// For each table the one that gets a copy of what is learned (`write-to`).
    let copies: [StickTable?]
    let logTargets: [LogTarget]
    let logSampleCounters: [LogSampleCounter]

    init(
        _ settings: PeersSettings, localName: String, _ tables: [StickTable], copies: [StickTable?],
        _ logTargets: [LogTarget]
    ) {
        self.settings = settings
        self.localName = localName
        self.tables = tables
        self.copies = copies
        self.logTargets = logTargets
        logSampleCounters = logTargets.map { _ in LogSampleCounter() }
    }
}
