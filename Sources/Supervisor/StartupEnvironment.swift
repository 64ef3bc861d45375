import Configuration
import Proxying

/// The environment that configurations see: the process's, and the variables that describe the start (section 2.3).
enum StartupEnvironment {
    static func make(_ options: CommandLineOptions) -> Environment {
        var environment = Environment.ofProcess()
        set("HAPROXY_STARTUP_VERSION", Product.languageVersion, &environment)
        set("HAPROXY_BRANCH", Product.languageBranch, &environment)
        set("HAPROXY_LOCALPEER", localPeer(options, environment), &environment)
        if !options.files.isEmpty { set("HAPROXY_CFGFILES", options.files.joined(separator: ";"), &environment) }
        for (name, format) in logFormats { set(name, format, &environment) }
        return environment
    }

    /// `-L`, the variable of the same meaning, or the name of the host.
    static func localPeer(_ options: CommandLineOptions, _ environment: Environment) -> String {
        options.localPeer ?? environment["HAPROXY_LOCALPEER"] ?? HostFacts.hostName
    }

    private static func set(_ name: String, _ value: String, _ environment: inout Environment) {
        // The names are fixed and valid, so that setting them cannot fail.
        try? environment.set(name, to: value)
    }

    /// The default log formats (section 8.2), for configurations that extend them.
    private static let logFormats: KeyValuePairs<String, String> = [
        "HAPROXY_HTTP_LOG_FMT": AccessLogFormat.http, "HAPROXY_HTTP_CLF_LOG_FMT": AccessLogFormat.commonHTTP,
        "HAPROXY_HTTPS_LOG_FMT": AccessLogFormat.https, "HAPROXY_TCP_LOG_FMT": AccessLogFormat.tcp,
        "HAPROXY_TCP_CLF_LOG_FMT": AccessLogFormat.commonTCP,
    ]
}
