import Configuration
import Memory

/// A `peers` section while it is read (manual, 11.2).
public final class PeersBuilder {
    public var settings: PeersSettings
    /// `table` lines.
    public var tables: [StickTableSettings] = []
    /// The name of this process among peers.
    let localName: String
    var serverDefaults = ProxyBuilder.standardServer
    /// Where the local peer was named, and whether that line says where it listens.
    var localLine: SourceLocation?
    var hasLocalAddress = false
    /// `shard` of the local peer, which means nothing.
    var localShard = 0
    /// Options of the local peer's socket; the address means nothing.
    var bindDefaults: BindSettings?

    init(_ settings: PeersSettings, localName: String) {
        self.settings = settings
        self.localName = localName
    }
}

/// The keywords of `peers` sections.
public enum PeersKeywords {
    public static let catalogue = Catalogue<PeersBuilder>(
        Keyword<PeersBuilder>.peers, otherWords: GenerationBuilder.sectionWords)
}

extension Keyword<PeersBuilder> {
    static let peers: [Keyword] = [
        Keyword("bind", in: .peers, usage: "[<address>]:port [param*]", summary: "Listens for other peers.") {
            arguments, peers in
            guard !peers.hasLocalAddress else { throw PeersArguments.mixing }
            if let other = peers.settings.bind {
                throw ConfigurationError(
                    "One listener per \"peers\" section is authorized but another is already configured at "
                        + "[\(other.location.text)].")
            }
            let binds = try BindArguments.settings(&arguments, .listener, peers.bindDefaults)
            guard binds.count == 1, (binds[0].address.ports?.count ?? 1) == 1 else {
                throw ConfigurationError(
                    "Only one listener per \"peers\" section is authorized. Multiple listening addresses or port range "
                        + "are not supported.")
            }
            peers.settings.bind = binds[0]
        },
        Keyword("default-bind", in: .peers, usage: "[param*]", summary: "Sets options of the socket for other peers.") {
            arguments, peers in
            PeersArguments.socketOptions(&arguments, peers)
        },
        Keyword(
            "default-server", in: .peers, usage: "[param*]", summary: "Sets options of the servers that follow."
        ) { arguments, peers in
            arguments.form = .bare
            peers.serverDefaults = ServerArguments.options(&arguments, peers.serverDefaults, isDefault: true)
        },
        Keyword("disabled", in: .peers, summary: "Shares nothing.") { _, peers in peers.settings.isDisabled = true },
        Keyword("enabled", in: .peers, summary: "Undoes 'disabled'.") { _, peers in
            peers.settings.isDisabled = false
        },
        Keyword(
            "log", in: .peers, usage: "global | " + LogArguments.usage, summary: "Logs which peers come and go.",
            acceptsNegation: true
        ) { arguments, peers in
            try LogArguments.line(&arguments, in: &peers.settings.logs)
        },
        Keyword("peer", in: .peers, usage: "<name> [<address>]:port [param*]", summary: "Declares a peer.") {
            arguments, peers in
            try PeersArguments.peer(&arguments, peers)
        },
        Keyword("server", in: .peers, usage: "<name> [<address>:<port>] [param*]", summary: "Declares a peer.") {
            arguments, peers in
            try PeersArguments.peer(&arguments, peers)
        },
        Keyword("shards", in: .peers, usage: "<number>", summary: "Distributes entries among peers.") {
            arguments, peers in
            guard let word = arguments.optional() else { throw ConfigurationError("'shards' : missing value") }
            guard let shards = Int(word.text) else {
                throw ConfigurationError("'shards' : expects an integer argument, found '\(word.text)'", at: word)
            }
            guard shards > 0 else {
                throw ConfigurationError("'shards' : expects a strictly positive integer argument", at: word)
            }
            peers.settings.shards = shards
        },
        Keyword(
            "table", in: .peers, usage: "<name> type <type> size <size> [param*]",
            summary: "Declares a table that the peers share."
        ) { arguments, peers in
            guard let name = arguments.optional() else {
                throw ConfigurationError("'table' expects a name and the words of a table.")
            }
            let full = "\(peers.settings.name)/\(name.text)"
            if let other = peers.tables.first(where: { $0.name == full }) {
                throw ConfigurationError(
                    "stick-table name '\(name.text)' conflicts with table declared in peers '\(peers.settings.name)' at "
                        + "\(other.location.text).", at: name)
            }
            var table = StickTableSettings(name: full, location: arguments.line.location)
            table.peers = peers.settings.name
            peers.tables.append(try StickTableReader.read(&arguments, table, subject: "table"))
        },
    ]
}
