import Configuration
import Memory

/// A proxy's section while it is read: what the keywords of `defaults`, `frontend`, `backend` and `listen` fill.
public final class ProxyBuilder {
    public var settings: ProxySettings
    /// Options that `default-server` lines gave so far.
    public var serverDefaults: ServerSettings
    /// Checked once every section is read, when all names are known.
    public var laterChecks: [(GenerationBuilder, Diagnostics) -> Void] = []
    public let isDefaults: Bool

    public init(_ settings: ProxySettings, isDefaults: Bool, serverDefaults: ServerSettings? = nil) {
        self.settings = settings
        self.isDefaults = isDefaults
        self.serverDefaults =
            serverDefaults ?? ServerSettings(name: "", location: SourceLocation(file: "", line: 0))
    }
}

/// One `bind` line while its options are read.
public final class BindBuilder {
    public var settings: BindSettings
    public init(_ settings: BindSettings) { self.settings = settings }
}

/// One `server` or `default-server` line while its options are read.
public final class ServerBuilder {
    public var settings: ServerSettings
    public init(_ settings: ServerSettings) { self.settings = settings }
}
