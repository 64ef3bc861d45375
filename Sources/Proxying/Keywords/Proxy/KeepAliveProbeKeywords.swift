import Configuration

extension Keyword<ProxyBuilder> {
    /// `clitcpka-*` and `srvtcpka-*`: how often TCP looks whether a silent peer is there (manual, 4.2).
    static let keepAliveProbes: [Keyword] = [
        probe("clitcpka-cnt", [.defaults, .frontend], \.client.count, "Sets after how many probes a client is lost."),
        time("clitcpka-idle", [.defaults, .frontend], \.client.idle, "Sets when the first probe of a client is sent."),
        time("clitcpka-intvl", [.defaults, .frontend], \.client.interval, "Sets the time between a client's probes."),
        probe("srvtcpka-cnt", [.defaults, .backend], \.server.count, "Sets after how many probes a server is lost."),
        time("srvtcpka-idle", [.defaults, .backend], \.server.idle, "Sets when the first probe of a server is sent."),
        time("srvtcpka-intvl", [.defaults, .backend], \.server.interval, "Sets the time between a server's probes."),
    ]

    private typealias Field = WritableKeyPath<KeepAliveProbes, Int32> & Sendable

    private static func probe(_ name: String, _ places: SectionSet, _ field: Field, _ summary: String) -> Keyword {
        Keyword(name, in: places, usage: "<number>", summary: summary) { arguments, proxy in
            let number = try arguments.integer(named: "<number>", in: 0...Int(Int32.max))
            proxy.settings.keepAliveProbes[keyPath: field] = Int32(clamping: number)
        }
    }

    private static func time(_ name: String, _ places: SectionSet, _ field: Field, _ summary: String) -> Keyword {
        Keyword(name, in: places, usage: "<time>", summary: summary) { arguments, proxy in
            // Seconds, as the system wants them; shorter times count as one.
            let time = try arguments.duration(named: "<time>", defaultUnit: .seconds)
            let seconds = time.rawValue == 0 ? 0 : max(1, time.rawValue / 1000)
            proxy.settings.keepAliveProbes[keyPath: field] = Int32(clamping: seconds)
        }
    }
}
