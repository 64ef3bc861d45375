import Configuration

extension Keyword<ProxyBuilder> {
    /// Keywords that HAProxy dropped.
    static let removed: [Keyword] = [
        removed(["reqadd"], "Use 'http-request add-header' instead."),
        removed(["reqallow", "reqiallow"], "Use 'http-request allow' instead."),
        removed(["reqdeny", "reqideny"], "Use 'http-request deny' instead."),
        removed(["reqtarpit", "reqitarpit"], "Use 'http-request tarpit' instead."),
        removed(["reqpass", "reqipass"], "Use conditions on the rules that are not to apply."),
        removed(
            ["reqrep"],
            "Use 'http-request replace-path', 'http-request replace-uri' or 'http-request replace-header' instead."),
        removed(["reqirep"], "Use 'http-request replace-header' instead."),
        removed(["reqdel", "reqidel"], "Use 'http-request del-header' instead."),
        removed(["rspadd"], "Use 'http-response add-header' instead."),
        removed(["rspdel", "rspidel"], "Use 'http-response del-header' instead."),
        removed(["rspdeny", "rspideny"], "Use 'http-response deny' instead."),
        removed(["rsprep", "rspirep", "srvexp"], "Use 'http-response replace-header' instead."),
        removed(["block"], "Use 'http-request deny' which uses the exact same syntax."),
        removed(["contimeout"], "Use 'timeout connect'."),
        removed(["clitimeout"], "Use 'timeout client'."),
        removed(["srvtimeout"], "Use 'timeout server'."),
        removed(["redispatch"], "Use 'option redispatch'."),
        removed(["appsession"], since: "1.6", "Use 'stick' rules instead."),
        removed(
            ["cliexp"],
            "Use 'http-request replace-path', 'http-request replace-uri' or 'http-request replace-header' instead."),
        removed(["grace"], since: "2.3", "Use the global 'hard-stop-after' if this is required."),
        removed(["monitor-net"], since: "2.3", "Use 'http-request return status 200 if { src <network> }' instead."),
        removed(["bind-process"], since: "2.5", "Threads are used instead of processes."),
        removed(["transparent", "option transparent"], since: "3.3", "Use 'server <name> 0.0.0.0'."),
        removed(
            ["option http-tunnel", "option http-use-htx"], "Please just remove it, it shouldn't be needed."),
        removed(
            ["option forceclose"], since: "2.0",
            "Please just remove it, or use 'option httpclose' if absolutely needed."),
        removed(
            ["option http_proxy"], since: "2.5",
            "Use 'http-request set-dst' and 'http-request set-uri', with 'http-request do-resolve' for names."),
    ].flatMap { $0 }

    private static func removed(_ names: [String], since version: String = "2.1", _ advice: String) -> [Keyword] {
        names.map { .removed($0, in: .proxies, since: version, advice: advice) }
    }
}
