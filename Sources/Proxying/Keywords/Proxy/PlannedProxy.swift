import Configuration

extension Keyword<ProxyBuilder> {
    /// Keywords of proxies whose work is not built, by what they wait for.
    static let planned: [Keyword] = [
        planned(all: "compression", in: .proxies, waitingFor: "compression"),
        planned(all: "comp-req comp-res compression", behind: "filter ", in: .listen, waitingFor: "compression"),
        planned(all: "spoe", behind: "filter ", in: .listen, waitingFor: "SPOE"),
        planned(all: "cache", behind: "filter ", in: .listen, waitingFor: "the cache"),
        planned(all: "fcgi-app", behind: "filter ", in: .listen, waitingFor: "FastCGI"),
        planned(all: "opentracing opentelemetry trace", behind: "filter ", in: .listen, waitingFor: "traces"),
        planned(all: "lua.", behind: "filter ", in: .listen, waitingFor: "Lua", matching: .prefix),
        planned(all: "use-fcgi-app", in: .backend, waitingFor: "FastCGI"),
        planned(all: "crt ssl-f-use", in: .frontend, waitingFor: "TLS"),
        [planned("timeout client-hs", in: [.defaults, .frontend], waitingFor: "TLS")],
        planned(all: "quic-initial", in: [.defaults, .frontend], waitingFor: "QUIC"),
        planned(all: "disable-h2-upgrade", behind: "option ", in: [.defaults, .frontend], waitingFor: "HTTP/2"),
        planned(all: "use-small-buffers", behind: "option ", in: .proxies, waitingFor: "request bodies in rules"),
    ].flatMap { $0 }
}
