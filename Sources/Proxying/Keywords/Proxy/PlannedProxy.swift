import Configuration

extension Keyword<ProxyBuilder> {
    /// Keywords of proxies whose work is not built, by what they wait for.
    static let planned: [Keyword] = [
        planned(all: "force-be-switch", in: .frontend, waitingFor: "backends that are published at run time"),
        planned(all: "log-health-checks", behind: "option ", in: [.defaults, .backend], waitingFor: "health checks"),
        planned(
            all: """
                external-check httpchk ldap-check mysql-check pgsql-check redis-check smtpchk spop-check ssl-hello-chk
                tcp-check
                """, behind: "option ", in: [.defaults, .backend], waitingFor: "health checks"),
        planned(all: "external-check http-check tcp-check", in: [.defaults, .backend], waitingFor: "health checks"),
        planned(all: "email-alert", in: .proxies, waitingFor: "mailers"),
        planned(all: "compression", in: .proxies, waitingFor: "compression"),
        planned(all: "persist", in: [.defaults, .backend], waitingFor: "RDP"),
        planned(all: "stick", in: .backend, waitingFor: "stick tables"),
        planned(all: "stick-table", in: .listen, waitingFor: "stick tables"),
        planned(all: "filter filter-sequence", in: .listen, waitingFor: "filters"),
        planned(all: "use-fcgi-app", in: .backend, waitingFor: "FastCGI"),
        planned(all: "crt ssl-f-use", in: .frontend, waitingFor: "TLS"),
        [planned("timeout client-hs", in: [.defaults, .frontend], waitingFor: "TLS")],
        planned(all: "quic-initial", in: [.defaults, .frontend], waitingFor: "QUIC"),
        planned(all: "disable-h2-upgrade", behind: "option ", in: [.defaults, .frontend], waitingFor: "HTTP/2"),
        [planned("rate-limit sessions", in: [.defaults, .frontend], waitingFor: "traffic management")],
        planned(
            all: "http-drop-request-trailers http-drop-response-trailers idle-close-on-response",
            behind: "option ", in: .proxies, waitingFor: "the rest of HTTP/1.1"),
        planned(all: "use-small-buffers", behind: "option ", in: .proxies, waitingFor: "request bodies in rules"),
        planned(all: "server-state-file-name", in: [.defaults, .backend], waitingFor: "server state files"),
        planned(all: "guid", in: .listen, waitingFor: "the rest of the statistics"),
        planned(all: "be-unpublished", in: .backend, waitingFor: "backends that are published at run time"),
    ].flatMap { $0 }
}
