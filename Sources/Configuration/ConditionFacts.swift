/// What the predicates of conditions ask for (section 2.4), apart from the environment.
public struct ConditionFacts: Sendable {
    /// The version of HAProxy's language that this program speaks.
    public var version: String
    /// The features that are built in, as `feature(OPENSSL)` names them.
    public var features: Set<String>
    /// The run-time options that `enabled()` finds active, such as `EPOLL` and `SPLICE`.
    public var enabledOptions: Set<String>
    /// The name and version of the SSL library, such as `OpenSSL 3.0.15 3 Sep 2024`, or nil without one.
    public var sslLibraryName: String?
    /// The version of OpenSSL's interface, such as `3.0.15`, or nil without an SSL library.
    public var openSSLVersion: String?
    /// The number of AWS-LC's interface, or nil with another library.
    public var awsLCInterface: Int?
    /// Whether the SSL library runs in FIPS mode.
    public var isInFIPSMode: Bool

    public init(
        version: String = "3.5", features: Set<String> = [], enabledOptions: Set<String> = [],
        sslLibraryName: String? = nil, openSSLVersion: String? = nil, awsLCInterface: Int? = nil,
        isInFIPSMode: Bool = false
    ) {
        self.version = version
        self.features = features
        self.enabledOptions = enabledOptions
        self.sslLibraryName = sslLibraryName
        self.openSSLVersion = openSSLVersion
        self.awsLCInterface = awsLCInterface
        self.isInFIPSMode = isInFIPSMode
    }
}
