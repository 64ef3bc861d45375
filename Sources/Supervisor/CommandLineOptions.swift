import Configuration

/// What the command line asks for (management guide, 3).
public struct CommandLineOptions: Sendable, Hashable {
    /// Files and directories of `-f` and `--`, in order.
    public var files: [String] = []
    /// `-c`
    public var checksOnly = false
    /// `-V`
    public var isVerbose = false
    /// `-q`
    public var isQuiet = false
    /// `-D`
    public var isDaemon = false
    /// `-d` and `-db`: `daemon` and `-D` are without effect.
    public var staysInForeground = false
    /// `-dD`
    public var isDiagnostic = false
    /// `-dW`
    public var warningsAreFatal = false
    /// `-C <dir>`
    public var directory: String?
    /// `-L <name>`
    public var localPeer: String?
    /// `-n <limit>`; 0 leaves it to the configuration.
    public var maximumConnections = 0
    /// `-N <limit>`
    public var proxyMaximumConnections = 0
    /// `-m <limit>`, in megabytes.
    public var memoryLimit = 0
    /// `-p <file>`
    public var pidFile: String?
    /// `-4` and `-6`
    public var addressPreference = Address.Preference.none
    /// `-dI`: external checks may start processes.
    public var allowsProcesses = false
    /// `-dr`: servers whose name cannot be resolved start without an address.
    public var toleratesUnresolvedServers = false
    /// `-dS`, `-dF` and `-dZ`
    public var disablesSplice = false
    /// `-dF`
    public var disablesFastForward = false
    /// `-de`, which leaves no poller.
    public var disablesPoller = false
    /// `-dG`, which leaves no resolver.
    public var disablesResolver = false
    /// `-dR`
    public var disablesReusePort = false
    /// `-dV`
    public var disablesServerVerification = false
    /// `-dK<class[,...]>`
    public var dumpedClasses: [String] = []
    /// `-dc`
    public var showsPlacement = false
    /// `-dL`
    public var listsLibraries = false

    public init() {}
}

/// What the program is to do at all.
public enum CommandLineRequest: Sendable, Hashable {
    case run(CommandLineOptions)
    /// `-v`
    case version
    /// `-vv`
    case buildOptions
    /// `-cc <condition>`
    case condition(String, CommandLineOptions)
    /// `-dMhelp`
    case memoryHelp
    /// An option that does not exist or lacks its argument.
    case usage
    /// An option that exists and cannot be honoured: why, in a sentence.
    case refused(String)
}
