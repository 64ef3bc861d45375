import Configuration

/// What this program is and whose language it speaks.
public enum Product {
    public static let version = "0.1.0"
    /// The version of HAProxy that configurations and scripts may assume.
    public static let languageVersion = "3.5.0"
    public static let languageBranch = "3.5"

    static let banner = """
        Apus version \(version) - a load balancer that reads HAProxy's configuration language
        HAProxy version \(languageVersion) compatible

        """

    /// What `feature(<name>)` and the feature list of `-vv` know, and whether it is built in.
    static let features: KeyValuePairs<String, Bool> = [
        "51DEGREES": false, "ACCEPT4": true, "BACKTRACE": false, "CPU_AFFINITY": true, "CRYPT_H": false,
        "DEVICEATLAS": false, "ECH": false, "ENGINE": false, "EPOLL": true, "EVPORTS": false, "GETADDRINFO": true,
        "KQUEUE": false, "KTLS": false, "LIBATOMIC": false, "LIBCRYPT": false, "LINUX_CAP": true,
        "LINUX_SPLICE": true, "LINUX_TPROXY": true, "LUA": false, "MATH": true, "MEMORY_PROFILING": false,
        "NETFILTER": false, "NS": true, "OPENSSL": false, "OPENSSL_AWSLC": false, "OPENSSL_WOLFSSL": false,
        "OT": false, "PCRE": false, "PCRE2": false, "PCRE2_JIT": false, "PCRE_JIT": false, "POLL": false,
        "PRCTL": true, "PROCCTL": false, "PROMEX": false, "QUIC": false, "RT": true, "SHM_OPEN": false, "SLZ": false,
        "SSL": false, "STATIC_PCRE": false, "STATIC_PCRE2": false, "TFO": true, "THREAD": true, "THREAD_DUMP": false,
        "TPROXY": true, "TRACE": false, "WURFL": false, "ZLIB": false,
    ]

    /// What conditions of a configuration find out about this program.
    static func facts(_ options: CommandLineOptions) -> ConditionFacts {
        var enabled: Set = ["EPOLL", "GETADDRINFO", "REUSEPORT", "SPLICE", "FAST-FORWARD"]
        if options.disablesSplice { enabled.remove("SPLICE") }
        if options.disablesFastForward { enabled.remove("FAST-FORWARD") }
        if options.disablesPoller { enabled.remove("EPOLL") }
        if options.disablesResolver { enabled.remove("GETADDRINFO") }
        if options.disablesReusePort { enabled.remove("REUSEPORT") }
        if options.disablesServerVerification { enabled.insert("SERVER-SSL-VERIFY-NONE") }
        return ConditionFacts(
            version: languageVersion, features: Set(features.filter(\.value).map(\.key)), enabledOptions: enabled)
    }
}
