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
            let binds = try BindArguments.settings(&arguments, .listener)
            guard binds.count == 1, (binds[0].address.ports?.count ?? 1) == 1 else {
                throw ConfigurationError(
                    "Only one listener per \"peers\" section is authorized. Multiple listening addresses or port range "
                        + "are not supported.")
            }
            peers.settings.bind = binds[0]
        },
        planned("default-bind", in: .peers, waitingFor: "TLS"),
        Keyword(
            "default-server", in: .peers, usage: "[param*]", summary: "Sets options of the servers that follow."
        ) { arguments, peers in
            arguments.form = .bare
            peers.serverDefaults = ServerArguments.options(&arguments, peers.serverDefaults, isDefault: true)
            try PeersArguments.check(peers.serverDefaults)
        },
        Keyword("disabled", in: .peers, summary: "Shares nothing.") { _, peers in peers.settings.isDisabled = true },
        Keyword("enabled", in: .peers, summary: "Undoes 'disabled'.") { _, peers in
            peers.settings.isDisabled = false
        },
        planned("log", in: .peers, waitingFor: "logs of peers' connections"),
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
            guard let shards = Int(word.text), shards > 0 else {
                throw ConfigurationError("'shards' : expect a numeric value greater than 0", at: word)
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
            var table = try StickTableReader.read(
                &arguments, StickTableSettings(name: full, location: arguments.line.location), subject: "table")
            table.peers = peers.settings.name
            peers.tables.append(table)
        },
    ]
}

/// What lines about peers have in common.
enum PeersArguments {
    static let mixing = ConfigurationError("mixing \"peer\" and \"bind\" line is forbidden")

    /// `peer` and `server`: this process, or another one.
    static func peer(_ arguments: inout Arguments, _ peers: PeersBuilder) throws {
        let keyword = arguments.keyword
        arguments.form = .bare
        guard let name = arguments.optional() else {
            throw ConfigurationError("'\(keyword)' expects <name> and <addr>[:<port>] as arguments.")
        }
        try ServerArguments.check(name)
        arguments.subject = "'\(keyword) \(peers.settings.name)/\(name.text)'"
        let isLocal = name.text == peers.localName
        if isLocal, let other = peers.localLine {
            throw ConfigurationError(
                "'\(keyword) \(name.text)' : local peer name already referenced at \(other.text). \(peers.localName)",
                at: name)
        }
        if peers.settings.remotes.contains(where: { $0.name == name.text }) {
            throw ConfigurationError("'\(keyword)' : the peer '\(name.text)' is declared twice.", at: name)
        }
        if isLocal { peers.localLine = arguments.line.location }
        guard let word = arguments.peek else {
            if !isLocal || peers.settings.bind == nil && keyword == "peer" {
                arguments.warn(
                    "'\(keyword) \(name.text)' : ignoring invalid peer definition (missing address:port)", at: name)
            }
            return
        }
        let address = try arguments.address(named: "<addr>", .server)
        try ServerArguments.refuse(address, arguments)
        if address.isInternet, address.ports == nil {
            throw ConfigurationError("missing port specification in '\(address.text)'", at: word)
        }
        if isLocal {
            guard peers.settings.bind == nil else { throw mixing }
            peers.hasLocalAddress = true
            peers.settings.bind = BindSettings(address: address, location: arguments.line.location)
        }
        var server = peers.serverDefaults
        server.name = name.text
        server.location = arguments.line.location
        server.address = address
        server = ServerArguments.options(&arguments, server)
        try check(server)
        guard !isLocal else { return }
        peers.settings.remotes.append(PeerSettings(name: name.text, address: address, shard: server.shard))
    }

    /// What options of servers do, connections between peers do not do yet.
    static func check(_ server: ServerSettings) throws {
        let unused = [
            "send-proxy": server.sendsProxy != .none, "source": server.source != nil, "tfo": server.fastOpen,
            "namespace": server.namespace != nil, "tcp-ut": server.userTimeout != .zero,
        ]
        for option in unused.filter(\.value).keys.sorted() {
            throw ConfigurationError("'\(option)' is not built yet for peers")
        }
    }
}
