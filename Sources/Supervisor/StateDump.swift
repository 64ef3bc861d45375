import EventLoop
import Memory
import Proxying

/// What SIGHUP and SIGQUIT write to the standard error (management guide, 4).
enum StateDump {
    static func servers(_ generation: Generation) {
        warn("SIGHUP received, dumping servers states.")
        for proxy in generation.proxies {
            var active = 0
            var backup = 0
            for server in proxy.servers {
                let isUp = server.slot.isUsable
                if isUp { if server.slot.isBackup { backup += 1 } else { active += 1 } }
                warn(
                    "SIGHUP: Server \(proxy.settings.name)/\(server.name) is \(isUp ? "UP" : "DOWN"). "
                        + "Conn: \(server.slot.served) act, \(server.slot.queued) pend.")
            }
            warn("SIGHUP: Proxy \(proxy.settings.name) \(availability(proxy.servers.count, active, backup))")
        }
    }

    private static func availability(_ count: Int, _ active: Int, _ backup: Int) -> String {
        if count == 0 { return "has no servers." }
        if active + backup == 0 { return "has no server available !" }
        if active == 0 { return "is running on \(backup) backup servers." }
        return "has \(active) active servers and \(backup) backup servers available."
    }

    /// Each loop writes its own pools, and gives back what they do not use.
    static func pools(_ mailboxes: [Mailbox<LoopMessage>]) {
        for mailbox in mailboxes {
            mailbox.send(
                .run { context in
                    var text = "Dumping pools usage of loop \(context.index). Use SIGQUIT to flush them.\n"
                    for pool in context.pools.figures {
                        text +=
                            "  - Pool \(pool.name) (\(pool.size) bytes) : \(pool.allocated) allocated "
                            + "(\(pool.allocated * pool.size) bytes), \(pool.used) used, \(pool.failures) failures, "
                            + "\(pool.users) users\n"
                    }
                    Output.error(text)
                    context.pools.trim()
                })
        }
    }

    private static func warn(_ text: String) { Output.message(.warning, text) }
}
