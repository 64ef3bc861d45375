import Configuration

extension Keyword<GlobalBuilder> {
    /// Keywords of `global` that have nothing to change here.
    static let accepted: [Keyword] = [
        accepted(
            numbers: "max-threads-per-group", reason: "Loops share next to nothing, so that groups have no size."),
        accepted(numbers: "tune.ring.queues", reason: "A ring has one writer at a time."),
        accepted(
            all: "tune.takeover-other-tg-connections", in: .global,
            usage: "<...>", reason: "Loops share next to nothing, so that threads are not divided into groups."),
        accepted(
            all: "noevports nokqueue nopoll", in: .global, reason: "epoll is the only poller."),
        [
            impossible("noepoll", "epoll is the only poller."),
            impossible("nogetaddrinfo", "names are resolved by getaddrinfo() only."),
        ],
        accepted(
            all: "prealloc-fd tune.fd.tables", in: .global,
            usage: "<...>", reason: "Memory is taken when it is needed and given back after a burst."),
        accepted(
            numbers: "tune.memory.hot-size tune.buffers.reserve",
            reason: "Memory is taken when it is needed and given back after a burst."),
        accepted(
            all: """
                tune.epoll.mask-events tune.defaults.purge
                """, in: .global, usage: "<...>", reason: "The event loops are built differently."),
        accepted(
            numbers: "tune.events.max-events-at-once tune.runqueue-depth tune.recv_enough tune.max-rules-at-once",
            reason: "The event loops are built differently."),
        [
            Keyword(
                "tune.idletimer", in: .global, usage: "<timeout>", summary: "The event loops are built differently."
            ) { arguments, _ in
                let time = try arguments.duration(named: "<timeout>")
                guard time.rawValue <= 65535 else {
                    throw ConfigurationError("'tune.idletimer' expects a timer value between 0 and 65535 ms.")
                }
                arguments.diag("'tune.idletimer' has no effect. The event loops are built differently.")
            }
        ],
        accepted(
            switches: "tune.fd.edge-triggered tune.sched.low-latency", in: .global,
            reason: "The event loops are built differently."),
        accepted(
            switches: "tune.listener.multi-queue", in: .global, choices: ["on", "fair", "off"],
            reason: "A connection stays on the loop that accepts it."),
        accepted(
            switches: """
                tune.applet.zero-copy-forwarding tune.h1.zero-copy-fwd-recv tune.h1.zero-copy-fwd-send
                tune.pt.zero-copy-forwarding
                """, in: .global, reason: "Data is passed on without copies where that is cheaper."),
        [accepted("quick-exit", in: .global, reason: "The system takes back what a process leaves behind.")],
        accepted(
            all: "expose-deprecated-directives expose-experimental-directives", in: .global,
            reason: "Every keyword that is built can be used."),
        [
            accepted(
                "debug.counters", in: .global, usage: "{ on | off }", reason: "There are no debugging counters.")
        ],
    ].flatMap { $0 }

    /// Numbers and sizes that have nothing to change for the same reason.
    private static func accepted(numbers names: String, reason: String) -> [Keyword] {
        names.split(separator: " ").map { name in
            Keyword(String(name), in: .global, usage: "<number>", summary: reason) { arguments, _ in
                _ = try arguments.size(named: "<number>", in: 0...Int(UInt32.max))
                arguments.diag("'\(name)' has no effect. \(reason)")
            }
        }
    }

    /// A keyword that takes away what nothing replaces; `reason` says why, behind a colon.
    private static func impossible(_ word: String, _ reason: String) -> Keyword {
        Keyword(word, in: .global, summary: "Cannot be honoured: \(reason)") { arguments, _ in
            throw ConfigurationError("'\(word)' cannot be honoured: \(reason)")
        }
    }
}
