import Configuration
import Glibc
import Memory
import Transport

extension Keyword<BindBuilder> {
    /// What the system is asked for a listening socket (manual, 5.1).
    static let socketOptions: [Keyword] = [
        Keyword("backlog", in: .bindLine, usage: "<number>", summary: "Sets the length of the kernel's queue.") {
            arguments, bind in
            bind.settings.backlog = try arguments.integer(named: "<number>", in: 0...Int(Int32.max))
        },
        Keyword("defer-accept", in: .bindLine, summary: "Takes connections once they have data.") { _, bind in
            bind.settings.defersAccept = true
        },
        Keyword("interface", in: .bindLine, usage: "<name>", summary: "Listens on one interface.") { arguments, bind in
            bind.settings.interface = try arguments.next(named: "<name>").text
        },
        Keyword("mss", in: .bindLine, usage: "<size>", summary: "Sets the largest TCP segment.") { arguments, bind in
            let word = arguments.peek
            let size = try arguments.integer(named: "<size>")
            guard size != 0, (-65_535...65_535).contains(size) else {
                throw ConfigurationError(
                    "'mss' : expects an MSS with an absolute value between 1 and 65535 (got '\(size)').", at: word)
            }
            bind.settings.maximumSegment = size
        },
        Keyword("namespace", in: .bindLine, usage: "<name>", summary: "Listens in a network namespace.") {
            arguments, bind in
            bind.settings.namespace = try arguments.networkNamespace()
        },
        Keyword("cc", in: .bindLine, usage: "<algorithm>", summary: "Sets how TCP finds out what the network bears.") {
            arguments, bind in
            bind.settings.congestionControl = try arguments.congestionControl()
        },
        Keyword(
            "tcp-md5sig", in: .bindLine, usage: "<password>", summary: "Accepts only connections that are signed."
        ) { arguments, bind in bind.settings.signature = try arguments.segmentSignature() },
        Keyword(
            "tcp-ss", in: .bindLine, usage: "{ 0 | 1 | 2 }",
            summary: "Lets the kernel keep the packet that begins a connection."
        ) { arguments, bind in
            bind.settings.savesFirstPacket = try arguments.oneOf(["0": 0, "1": 1, "2": 2])
        },
        Keyword("tcp-ut", in: .bindLine, usage: "<time>", summary: "Sets how long data may stay unacknowledged.") {
            arguments, bind in
            bind.settings.userTimeout = try arguments.duration(named: "<time>")
        },
        Keyword("tfo", in: .bindLine, summary: "Accepts data in a connection's first packet.") { _, bind in
            bind.settings.fastOpen = true
        },
        Keyword("transparent", in: .bindLine, summary: "Listens on addresses that are not local.") { _, bind in
            bind.settings.transparent = true
        },
        Keyword("v4v6", in: .bindLine, summary: "Accepts IPv4 on an IPv6 socket.") { _, bind in
            bind.settings.onlyIPv6 = false
        },
        Keyword("v6only", in: .bindLine, summary: "Accepts IPv6 only on an IPv6 socket.") { _, bind in
            bind.settings.onlyIPv6 = true
        },
    ]

    /// How connections are limited and spread over the loops.
    static let sharing: [Keyword] = [
        Keyword("maxconn", in: .bindLine, usage: "<number>", summary: "Limits the socket's concurrent connections.") {
            arguments, bind in
            bind.settings.maximumConnections = try arguments.integer(named: "<number>", in: 0...Int(Int32.max))
        },
        Keyword("nice", in: .bindLine, usage: "<number>", summary: "Sets the priority of the socket's connections.") {
            arguments, bind in
            bind.settings.nice = try arguments.integer(named: "<number>", in: -1024...1024)
        },
        Keyword(
            "shards", in: .bindLine, usage: "{ <number> | by-thread | by-group }",
            summary: "Sets how many sockets share the address."
        ) { arguments, bind in
            let word = try arguments.next(named: "<number>")
            switch word.text {
            case "by-thread": bind.settings.shards = .byThread
            case "by-group": bind.settings.shards = .byGroup
            default:
                guard let count = Int(word.text), (1...1000).contains(count) else {
                    throw ConfigurationError(
                        "'shards' : expects a number between 1 and 1000, 'by-thread' or 'by-group' (got '\(word.text)').",
                        at: word)
                }
                bind.settings.shards = .count(count)
            }
        },
        Keyword("thread", in: .bindLine, usage: "[<group>/]<set>[,...]", summary: "Names the threads that accept.") {
            arguments, bind in
            bind.settings.threads = try arguments.threadSet()
        },
        Keyword("process", in: .bindLine, usage: "[<group>/]<set>[,...]", summary: "Older name of 'thread'.") {
            arguments, bind in
            arguments.warn("'process' is deprecated, use 'thread' instead.")
            bind.settings.threads = try arguments.threadSet()
        },
    ]
}

extension Arguments {
    /// Takes a set of threads, such as `1-4,7`, `even` or `2/1-4`.
    mutating func threadSet() throws(ConfigurationError) -> ThreadSet {
        let word = try next(named: "<thread-set>")
        var set = ThreadSet()
        for part in word.text.split(separator: ",", omittingEmptySubsequences: false) {
            guard set.add(String(part)) else {
                throw ConfigurationError("'\(keyword)' : '\(part)' is not a valid number/range.", at: word)
            }
        }
        if set.isMixed {
            throw ConfigurationError(
                "'\(keyword)' : '\(word.text)' mixes numbers of the process with numbers of a group.", at: word)
        }
        return set
    }

    /// Takes the name of a network namespace, which must exist.
    mutating func networkNamespace() throws(ConfigurationError) -> String {
        let word = try next(named: "<name>")
        let path = NetworkNamespace.path(of: word.text)
        guard access(path, R_OK) == 0 else {
            throw ConfigurationError(
                "'namespace' : cannot open namespace '\(word.text)': \(String(cString: strerror(errno))).", at: word)
        }
        return word.text
    }
}
