import Configuration
import Memory

/// What lines about peers have in common.
enum PeersArguments {
    static let mixing = ConfigurationError("mixing \"peer\" and \"bind\" line is forbidden")

    /// `default-bind`: for the socket that there is already, or the one that follows.
    static func socketOptions(_ arguments: inout Arguments, _ peers: PeersBuilder) {
        let nowhere = BindSettings(
            address: Address(family: .ipv4, host: .any), location: arguments.line.location)
        let known = peers.settings.bind ?? peers.bindDefaults ?? nowhere
        let line = arguments.peek.map { "default-bind \($0.text)" } ?? "default-bind"
        let options = BindArguments.options(&arguments, known, of: line)
        peers.bindDefaults = options
        if peers.settings.bind != nil { peers.settings.bind = options }
    }

    /// `peer` and `server`: this process, or another one.
    static func peer(_ arguments: inout Arguments, _ peers: PeersBuilder) throws {
        let keyword = arguments.keyword
        arguments.form = .bare
        guard let name = arguments.optional() else {
            throw ConfigurationError("'\(keyword)' expects <name> and <addr>[:<port>] as arguments.")
        }
        try ServerArguments.check(name)
        let isLocal = name.text == peers.localName
        try checkName(name, isLocal: isLocal, peers, arguments)
        arguments.subject = "'\(keyword) \(peers.settings.name)/\(name.text)'"
        if isLocal { peers.localLine = arguments.line.location }
        guard let word = arguments.peek else {
            if !isLocal || peers.settings.bind == nil && keyword == "peer" {
                warn("ignoring invalid peer definition (missing address:port)", of: name, arguments)
            }
            return
        }
        if isLocal, peers.settings.bind != nil { throw mixing }
        let address = try arguments.address(named: "<addr>", .server)
        try ServerArguments.refuse(address, arguments)
        if address.isInternet, address.ports == nil {
            throw ConfigurationError("missing port specification in '\(address.text)'", at: word)
        }
        if isLocal { listen(at: address, arguments, peers) }
        var server = peers.serverDefaults
        server.name = name.text
        server.location = arguments.line.location
        server.address = address
        server = ServerArguments.options(&arguments, server)
        try check(server, name, isLocal: isLocal, arguments)
        if isLocal {
            peers.localShard = server.shard
        } else {
            peers.settings.remotes.append(PeerSettings(server, address))
        }
    }

    private static func checkName(
        _ name: Word, isLocal: Bool, _ peers: PeersBuilder, _ arguments: Arguments
    ) throws(ConfigurationError) {
        let subject = "'\(arguments.keyword) \(name.text)'"
        if isLocal, let other = peers.localLine {
            throw ConfigurationError(
                "\(subject) : local peer name already referenced at \(other.text). \(peers.localName)", at: name)
        }
        if let other = peers.settings.remotes.first(where: { $0.name == name.text }) {
            throw ConfigurationError(
                "\(subject) : another peer named '\(name.text)' was already defined at line \(other.location.text), "
                    + "please use distinct names.", at: name)
        }
    }

    private static func listen(at address: Address, _ arguments: Arguments, _ peers: PeersBuilder) {
        peers.hasLocalAddress = true
        var bind = peers.bindDefaults ?? BindSettings(address: address, location: arguments.line.location)
        bind.address = address
        bind.location = arguments.line.location
        peers.settings.bind = bind
    }

    /// Options that say nothing about connections between peers.
    private static func check(
        _ server: ServerSettings, _ name: Word, isLocal: Bool, _ arguments: Arguments
    ) throws(ConfigurationError) {
        let usual = ProxyBuilder.standardServer
        if server.check != usual.check || server.resolution != usual.resolution
            || server.initialAddress != usual.initialAddress
        {
            warn("init_addr, resolvers, check and agent are ignored for peers.", of: name, arguments)
        }
        if server.sendsProxy != .none { warn("'send-proxy' is ignored for peers.", of: name, arguments) }
        guard !isLocal else { return }
        if let address = server.address, let problem = PlainRoute(server, to: address).problem {
            throw ConfigurationError(problem)
        }
    }

    private static func warn(_ text: String, of name: Word, _ arguments: Arguments) {
        var arguments = arguments
        arguments.form = .keyword
        arguments.subject = nil
        arguments.warn("'\(arguments.keyword) \(name.text)' : \(text)", at: name)
    }
}

extension PeerSettings {
    init(_ server: ServerSettings, _ address: Address) {
        self.init(
            name: server.name, location: server.location, route: PlainRoute(server, to: address), shard: server.shard)
    }
}
