import Configuration

/// Reads the words of the command line from left to right (management guide, 3).
struct CommandLineParser {
    private var words: ArraySlice<String>
    private var options = CommandLineOptions()
    /// What ends the reading: the first option that prints something, or that is wrong.
    private var verdict: CommandLineRequest?

    /// What the words behind the program's name ask for.
    static func parse(_ words: [String]) -> CommandLineRequest {
        var parser = CommandLineParser(words: words[...])
        while parser.verdict == nil, let word = parser.words.popFirst() { parser.read(word) }
        if let verdict = parser.verdict { return verdict }
        let options = parser.options
        if options.files.isEmpty { return .usage }
        if options.disablesPoller { return .refused("'-de' cannot be honoured: epoll is the only poller.") }
        if options.disablesResolver {
            return .refused("'-dG' cannot be honoured: names are resolved by getaddrinfo() only.")
        }
        return .run(options)
    }

    private init(words: ArraySlice<String>) { self.words = words }

    private mutating func read(_ word: String) {
        if word.hasPrefix("-d") { return readDebugging(word) }
        switch word {
        case "--":
            options.files += words
            words = []
        case "-f": if let file = argument() { options.files.append(file) }
        case "-c": options.checksOnly = true
        case "-cc": if let condition = argument() { verdict = .condition(condition, options) }
        case "-v": verdict = .version
        case "-vv": verdict = .buildOptions
        case "-V": options.isVerbose = true
        case "-q": options.isQuiet = true
        case "-D": options.isDaemon = true
        case "-4": options.addressPreference = .ipv4Only
        case "-6": options.addressPreference = .ipv6Only
        case "-C": options.directory = argument() ?? options.directory
        case "-L": options.localPeer = argument() ?? options.localPeer
        case "-p": options.pidFile = argument() ?? options.pidFile
        case "-n": options.maximumConnections = number(of: word)
        case "-N": options.proxyMaximumConnections = number(of: word)
        case "-m": options.memoryLimit = number(of: word)
        case "-W", "-Ws", "-S", "-x", "-sf", "-st": refuseReload(word)
        default: verdict = .usage
        }
    }

    private mutating func argument() -> String? {
        guard let word = words.popFirst() else {
            verdict = .usage
            return nil
        }
        return word
    }

    private mutating func number(of option: String) -> Int {
        guard let word = argument() else { return 0 }
        guard let number = Int(word), (0...Int(Int32.max)).contains(number) else {
            verdict = .refused("'\(option)' expects a positive integer (got '\(word)').")
            return 0
        }
        return number
    }

    /// Options that hand over between processes. Lists of no process at all do nothing, as in init scripts.
    private mutating func refuseReload(_ word: String) {
        if word == "-sf" || word == "-st" {
            guard let next = words.first, !next.hasPrefix("-") else { return }
        }
        let purpose =
            switch word {
            case "-W", "-Ws": "master-worker mode"
            case "-S": "the master's command line"
            case "-x": "taking over another process's sockets"
            default: "signalling older processes"
            }
        verdict = .refused("'\(word)' is not built yet: \(purpose) comes with reload.")
    }

    // MARK: -d

    private mutating func readDebugging(_ word: String) {
        switch word {
        case "-d", "-db": options.staysInForeground = true
        case "-dD": options.isDiagnostic = true
        case "-dF":
            options.disablesFastForward = true
            options.disablesSplice = true
        case "-dS", "-dZ": options.disablesSplice = true
        case "-dG": options.disablesResolver = true
        case "-dL": options.listsLibraries = true
        case "-dR": options.disablesReusePort = true
        case "-dV": options.disablesServerVerification = true
        case "-dW": options.warningsAreFatal = true
        case "-dr": options.toleratesUnresolvedServers = true
        case "-dI": options.allowsProcesses = true
        case "-dc": options.showsPlacement = true
        // Helper threads, other pollers and kernel TLS are not used in the first place.
        case "-dT", "-dk", "-dp", "-dv": break
        case "-de": options.disablesPoller = true
        default: readPrefixedDebugging(word)
        }
    }

    private mutating func readPrefixedDebugging(_ word: String) {
        let suffix = String(word.dropFirst(3))
        if word.hasPrefix("-dK") {
            options.dumpedClasses += suffix.split(separator: ",").map(String.init)
        } else if word.hasPrefix("-dM") {
            readMemoryDebugging(suffix)
        } else if word.hasPrefix("-dA") || word.hasPrefix("-dC") || word.hasPrefix("-dt") {
            verdict = .refused("'\(word.prefix(3))' is not built yet: it comes with debugging tools.")
            if word == "-dt" || word.hasPrefix("-dt") {
                verdict = .refused("'-dt' is not built yet: it comes with traces.")
            }
        } else {
            verdict = .usage
        }
    }

    /// `-dM[<byte>[,]][help|options,...]`. There is nothing to poison: memory is initialised before it is used.
    private mutating func readMemoryDebugging(_ suffix: String) {
        for word in suffix.split(separator: ",") {
            if word == "help" {
                verdict = .memoryHelp
            } else if !isByte(word), !MemoryDebugging.words.contains(String(word)) {
                verdict = .refused("-dM: unknown pool debugging feature <\(word)>")
            }
        }
    }
}

extension CommandLineParser {
    /// The byte that HAProxy would fill memory with: a number, perhaps in hexadecimal digits.
    private func isByte(_ word: Substring) -> Bool {
        word.hasPrefix("0x") ? UInt8(word.dropFirst(2), radix: 16) != nil : Int(word) != nil
    }
}

/// The words of `-dM`.
enum MemoryDebugging {
    static let words: Set<String> = [
        "backup", "cache", "caller", "cold-first", "fail", "global", "hot-first", "integrity", "merge", "no-backup",
        "no-cache", "no-caller", "no-fail", "no-global", "no-integrity", "no-merge", "no-poison", "no-tag", "poison",
        "tag",
    ]

    static let help = """
        -dM and its words are accepted for compatibility and change nothing: objects are initialised before they are
        used, and their accesses are checked. Words that are accepted:

        \(words.sorted().map { "    " + $0 }.joined(separator: "\n"))

        """
}
