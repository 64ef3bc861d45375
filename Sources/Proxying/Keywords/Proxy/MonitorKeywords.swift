import Configuration
import Samples

extension Keyword<ProxyBuilder> {
    /// `monitor-uri` and `monitor fail`: what probes of the frontend are told (manual, 4.2).
    static let monitoring: [Keyword] = [
        Keyword("monitor-uri", in: [.defaults, .frontend], usage: "<uri>", summary: "Answers probes of this URI.") {
            arguments, proxy in
            guard let word = arguments.optional() else { throw ConfigurationError("'monitor-uri' expects an URI.") }
            proxy.settings.monitorURI = word.bytes
        },
        Keyword(
            "monitor fail", in: .frontend, usage: "{ if | unless } <condition>",
            summary: "Says when probes of the monitor URI are told that the service fails."
        ) { arguments, proxy in
            let condition = try arguments.requiredCondition(of: "monitor fail", proxy, uses: .frontendRequest)
            proxy.monitorFailures.append(condition)
        },
    ]
}
