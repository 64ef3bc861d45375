import Configuration

extension Keyword<ProxyBuilder> {
    /// The rules of the rule sets whose work is not built (manual, 4.3).
    static let plannedRules: [Keyword] = {
        let built = Set(rules.map(\.name))
        return listed.filter { !built.contains($0.name) }
    }()

    private static let listed: [Keyword] = [
        planned(all: requestActions, behind: "http-request ", in: .proxies, waitingFor: wait),
        planned(all: calls, behind: "http-request ", in: .proxies, waitingFor: wait, matching: .call),
        planned(all: "track-sc", behind: "http-request ", in: .proxies, waitingFor: wait, matching: .prefix),
        planned(all: "lua.", behind: "http-request ", in: .proxies, waitingFor: "Lua", matching: .prefix),
        planned(all: "lua.", behind: "http-response ", in: .proxies, waitingFor: "Lua", matching: .prefix),
        planned(all: responseActions, behind: "http-response ", in: .proxies, waitingFor: wait),
        planned(all: calls, behind: "http-response ", in: .proxies, waitingFor: wait, matching: .call),
        planned(all: "track-sc", behind: "http-response ", in: .proxies, waitingFor: wait, matching: .prefix),
        planned(all: finalActions, behind: "http-after-response ", in: .proxies, waitingFor: wait),
        planned(all: calls, behind: "http-after-response ", in: .proxies, waitingFor: wait, matching: .call),
        planned(all: "connection session", behind: "tcp-request ", in: [.defaults, .frontend], waitingFor: wait),
        planned(all: "content inspect-delay", behind: "tcp-request ", in: .proxies, waitingFor: wait),
        planned(all: "content inspect-delay", behind: "tcp-response ", in: [.defaults, .backend], waitingFor: wait),
    ].flatMap { $0 }

    private static let wait = "the expression language"

    private static let calls = """
        add-acl del-acl del-map do-resolve sc-add-gpc sc-inc-gpc sc-inc-gpc0 sc-inc-gpc1 sc-set-gpt sc-set-gpt0 set-map
        set-var set-var-fmt unset-var
        """
    private static let requestActions = """
        add-header add-headers-bin auth cache-use capture del-header del-headers-bin disable-l7-retry do-log early-hint
        normalize-uri pause reject replace-header replace-path replace-pathq replace-uri replace-value
        send-spoe-group set-bandwidth-limit set-bc-mark set-bc-tos set-dst set-dst-port set-fc-mark set-fc-tos
        set-header set-headers-bin set-log-level set-mark set-method set-nice set-path set-pathq set-priority-class
        set-priority-offset set-query set-retries set-src set-src-port set-timeout set-tos set-uri silent-drop
        strict-mode tarpit use-service wait-for-body wait-for-handshake
        """
    private static let responseActions = """
        add-header add-headers-bin allow cache-store capture del-header del-headers-bin deny do-log pause redirect
        replace-header replace-value return send-spoe-group set-bandwidth-limit set-fc-mark set-fc-tos set-header
        set-headers-bin set-log-level set-mark set-nice set-status set-timeout set-tos silent-drop strict-mode
        wait-for-body
        """
    private static let finalActions = """
        add-header add-headers-bin allow capture del-header del-headers-bin do-log replace-header replace-value
        set-header set-headers-bin set-log-level set-status strict-mode
        """
}
