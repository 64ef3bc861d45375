import Configuration
import Memory

extension Keyword<GlobalBuilder> {
    /// `tune.*`: sizes and limits of messages and of the loops (manual, 3.2).
    static let messageTuning: [Keyword] = [
        Keyword("tune.bufsize", in: .global, usage: "<size>", summary: "Sets the size of buffers.") {
            arguments, global in
            global.settings.tuning.bufferSize = try arguments.size(named: "<size>", in: 2048...(1 << 28)).rawValue
        },
        Keyword("tune.maxrewrite", in: .global, usage: "<size>", summary: "Keeps room in buffers for rewriting.") {
            arguments, global in
            global.settings.tuning.rewriteReserve = try arguments.size(named: "<size>", in: 0...(1 << 28)).rawValue
        },
        Keyword("tune.http.maxhdr", in: .global, usage: "<number>", summary: "Limits the fields of a message.") {
            arguments, global in
            let word = arguments.peek
            let number = try arguments.integer(named: "<number>")
            guard (1...32_767).contains(number) else {
                throw ConfigurationError(
                    "'tune.http.maxhdr' expects a numeric value between 1 and 32767", at: word)
            }
            global.settings.messageLimits.maximumHeaders = number
        },
        Keyword(
            "h1-accept-payload-with-any-method", in: .global,
            summary: "Accepts bodies of GET, HEAD and DELETE requests of HTTP/1.0."
        ) { _, global in global.settings.messageLimits.acceptsAnyBody = true },
        Keyword(
            "h1-do-not-close-on-insecure-transfer-encoding", in: .global,
            summary: "Keeps connections on which a message had both a length and a coding."
        ) { _, global in global.settings.messageLimits.trustsCodingWithLength = true },
        Keyword(
            "tune.http.logurilen", in: .global, usage: "<number>", summary: "Limits a request's first line in logs."
        ) { arguments, global in
            global.settings.tuning.requestLineLength = try arguments.integer(named: "<number>", in: 1...(1 << 28))
        },
        Keyword("tune.http.cookielen", in: .global, usage: "<number>", summary: "Limits captured cookies.") {
            arguments, global in
            global.settings.tuning.cookieLength = try arguments.integer(named: "<number>", in: 0...(1 << 28))
        },
        Keyword(
            "tune.pattern.cache-size", in: .global, usage: "<number>",
            summary: "Sets how many results of regular expressions a loop remembers."
        ) { arguments, global in
            global.settings.tuning.patternCacheSize = try arguments.integer(named: "<number>", in: 0...10_000_000)
        },
        Keyword(
            "tune.stick-counters", in: .global, usage: "<number>",
            summary: "Sets how many entries of tables a client may be counted in at once."
        ) { arguments, global in
            let word = arguments.peek
            let number = try arguments.integer(named: "<number>")
            guard (0...100).contains(number) else {
                throw ConfigurationError(
                    "'tune.stick-counters' expects a numeric value between 0 and 100 (got '\(number)').", at: word)
            }
            global.settings.stickCounters = number
        },
        Keyword("tune.maxaccept", in: .global, usage: "<number>", summary: "Sets how many clients are taken in a row.")
        {
            arguments, global in
            let number = try arguments.integer(named: "<number>", in: -1...Int(Int32.max))
            global.settings.tuning.acceptBatch = number <= 0 ? Int(Int32.max) : number
        },
        Keyword(
            "tune.peers.max-updates-at-once", in: .global, usage: "<number>",
            summary: "Sets how many entries of tables a peer is told of in a row."
        ) { arguments, global in
            let word = arguments.optional()
            guard let number = Int(word?.text ?? ""), (1...Int(Int32.max)).contains(number) else {
                throw ConfigurationError(
                    "'tune.peers.max-updates-at-once' expects an integer argument greater than 0.", at: word)
            }
            global.settings.tuning.peerUpdatesAtOnce = number
        },
        Keyword("tune.pipesize", in: .global, usage: "<size>", summary: "Sets the size of pipes that move data.") {
            arguments, global in
            global.settings.sockets.pipeSize = try arguments.size(named: "<size>", in: 0...(1 << 30)).rawValue
        },
        Keyword("tune.maxpollevents", in: .global, usage: "<number>", summary: "Limits the events of a loop's turn.") {
            arguments, global in
            global.settings.tuning.eventsAtOnce = try arguments.integer(named: "<number>", in: 1...1_000_000)
        },
        Keyword(
            "busy-polling", in: .global, summary: "Keeps the processors awake while there is nothing to do.",
            acceptsNegation: true
        ) { arguments, global in global.settings.tuning.pollsBusily = arguments.negation == .none },
        Keyword("no-memory-trimming", in: .global, summary: "Lets the heap keep what a burst has left.") { _, global in
            global.settings.tuning.trimsHeap = false
        },
        .removed("tune.chksize", in: .global, since: "2.4", advice: "It has no effect; remove the line."),
        Keyword(
            "tune.idle-pool.shared", in: .global, usage: "{ full | on | off }",
            summary: "Lets a loop take idle connections of another."
        ) { arguments, global in
            global.settings.sharesIdleConnections = try arguments.oneOf(["full": true, "on": true, "off": false])
        },
        Keyword(
            "tune.pool-high-fd-ratio", in: .global, usage: "<percent>",
            summary: "Sets the share of descriptors from which idle connections are ended."
        ) { arguments, global in
            global.settings.idleDescriptorShares.high = try arguments.integer(named: "<percent>", in: 0...100)
        },
        Keyword(
            "tune.pool-low-fd-ratio", in: .global, usage: "<percent>",
            summary: "Sets the share of descriptors up to which idle connections are kept."
        ) { arguments, global in
            global.settings.idleDescriptorShares.low = try arguments.integer(named: "<percent>", in: 0...100)
        },
        Keyword(
            "tune.listener.default-shards", in: .global, usage: "{ by-process | by-thread | by-group }",
            summary: "Sets how many sockets a bind line opens."
        ) { arguments, global in
            global.settings.defaultShards = try arguments.oneOf([
                "by-process": BindShards.count(1), "by-thread": .byThread, "by-group": .byGroup,
            ])
        },
        Keyword("tune.disable-fast-forward", in: .global, summary: "Moves no data inside the kernel.") { _, global in
            global.settings.usesSplice = false
        },
        Keyword("tune.disable-zero-copy-forwarding", in: .global, summary: "Moves no data inside the kernel.") {
            _, global in global.settings.usesSplice = false
        },
    ]
}
