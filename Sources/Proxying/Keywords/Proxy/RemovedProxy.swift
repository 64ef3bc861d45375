import Configuration

extension Keyword<ProxyBuilder> {
    /// Keywords that HAProxy dropped.
    static let removed: [Keyword] = [
        removed(
            ["reqadd", "rspadd"], "Use 'http-request add-header' or 'http-response add-header' instead."),
        removed(
            ["reqallow", "reqiallow", "reqdeny", "reqideny", "reqtarpit", "reqitarpit", "reqpass", "reqipass"],
            "Use 'http-request allow', 'http-request deny' or 'http-request tarpit' instead."),
        removed(
            ["reqrep", "reqirep"],
            "Use 'http-request replace-path', 'http-request replace-uri' or 'http-request replace-header' instead."),
        removed(["reqdel", "reqidel"], "Use 'http-request del-header' instead."),
        removed(["rspdel", "rspidel"], "Use 'http-response del-header' instead."),
        removed(["rspdeny", "rspideny"], "Use 'http-response deny' instead."),
        removed(["rsprep", "rspirep"], "Use 'http-response replace-header' instead."),
        removed(["block"], "Use 'http-request deny' which uses the exact same syntax."),
        removed(["contimeout"], "Use 'timeout connect'."),
        removed(["clitimeout"], "Use 'timeout client'."),
        removed(["srvtimeout"], "Use 'timeout server'."),
        removed(["redispatch"], "Use 'option redispatch'."),
        removed(["appsession"], since: "1.6", "Use 'stick' rules instead."),
        removed(["cliexp", "srvexp"], "Use 'timeout client' and 'timeout server'."),
        removed(["grace"], since: "2.3", "Use the global 'hard-stop-after' if this is required."),
        removed(["monitor-net"], since: "2.3", "Use 'http-request return status 200 if { src <network> }' instead."),
        removed(["bind-process"], since: "2.5", "Threads are used instead of processes."),
        removed(["transparent", "option transparent"], since: "3.3", "Use 'server <name> 0.0.0.0'."),
        removed(
            ["option http-tunnel", "option http-use-htx", "option forceclose"],
            "Please just remove it, it shouldn't be needed."),
    ].flatMap { $0 }

    private static func removed(_ names: [String], since version: String = "2.1", _ advice: String) -> [Keyword] {
        names.map { .removed($0, in: .proxies, since: version, advice: advice) }
    }
}
