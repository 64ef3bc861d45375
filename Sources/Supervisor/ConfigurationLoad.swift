import Configuration
import Glibc
import Proxying

/// Reads the configuration and says what is wrong with it.
enum ConfigurationLoad {
    /// The status that the program ends with.
    struct ExitStatus: Error { let code: Int32 }

    static func load(_ options: CommandLineOptions) -> Result<Generation, ExitStatus> {
        let diagnostics = Diagnostics(keepsDiag: options.isDiagnostic)
        var reader = ConfigurationReader(
            sectionWords: GenerationBuilder.sectionWords, environment: StartupEnvironment.make(options),
            facts: Product.facts(options), diagnostics: diagnostics)
        let sources = options.files.flatMap { ConfigurationSource.path($0).expanded(diagnostics) }
        if sources.isEmpty, !diagnostics.hasAlerts {
            // Directories without a file: the same as no `-f`.
            Usage.show()
            return .failure(ExitStatus(code: 1))
        }
        let sections = reader.read(sources)
        let builder = GenerationBuilder(diagnostics)
        builder.addressPreference = options.addressPreference
        builder.toleratesUnresolvedServers = options.toleratesUnresolvedServers
        builder.global.settings.checks.allowsProcesses = options.allowsProcesses
        builder.expressions.environment = reader.environment
        builder.localPeer = StartupEnvironment.localPeer(options, reader.environment)
        builder.isLocalPeerForced = options.localPeer != nil
        builder.proxyMaximumConnections = options.proxyMaximumConnections
        builder.global.settings.logTag = HostFacts.programName
        let priority = SchedulingPriority()
        builder.global.setStartPriority = priority.begin
        builder.read(sections)
        override(&builder.global.settings, by: options)
        placeThreads(&builder.global.settings, options, diagnostics)
        if !options.checksOnly, !diagnostics.hasAlerts, let problem = applyLimits(builder, options) {
            Output.alert(problem)
            return .failure(ExitStatus(code: 1))
        }
        let generation = builder.build()
        priority.finish(with: options.checksOnly ? nil : builder.global.settings.priority)
        report(diagnostics, options, isQuiet: isQuiet(builder.global.settings, options))
        if let status = KeywordDump.print(options.dumpedClasses) { return .failure(ExitStatus(code: status)) }
        guard let generation else { return .failure(ExitStatus(code: 1)) }
        if options.memoryLimit > 0, !options.checksOnly,
            let failure = Limits.limitMemory(to: options.memoryLimit, loops: generation.global.threads)
        {
            Output.alert(failure.message)
            if generation.global.limitsAreStrict { return .failure(ExitStatus(code: 1)) }
        }
        return verdict(on: generation, diagnostics, options)
    }

    /// The command line has the last word.
    private static func override(_ global: inout GlobalSettings, by options: CommandLineOptions) {
        if options.isDaemon { global.isDaemon = true }
        if options.staysInForeground { global.isDaemon = false }
        if options.maximumConnections > 0 { global.maximumConnections = options.maximumConnections }
        if let file = options.pidFile { global.pidFile = file }
        if options.disablesSplice { global.usesSplice = false }
        if options.disablesReusePort { global.usesReusePort = false }
        if options.warningsAreFatal { global.warningsAreFatal = true }
        global.memoryLimit = options.memoryLimit
    }

    /// Decides how many threads there are and where they run.
    private static func placeThreads(
        _ global: inout GlobalSettings, _ options: CommandLineOptions, _ diagnostics: Diagnostics
    ) {
        let host = Placement.Host.current()
        let placement = Placement(global, on: host)
        for warning in placement.warnings { diagnostics.warning(warning) }
        global.threads = placement.threads
        global.placement.processors = placement.processors
        if let groups = placement.groups { global.threadGroups = groups }
        if options.showsPlacement {
            Output.print(PlacementReport.text(placement, of: host.topology, global.threadGroups))
        }
    }

    /// Applies the system's limits, which decide about the number of connections. What is wrong, or nil.
    private static func applyLimits(_ builder: GenerationBuilder, _ options: CommandLineOptions) -> String? {
        let loops = builder.global.settings.threads
        let binds = builder.proxies.reduce(0) { $0 + $1.settings.binds.count }
        let sockets = binds * loops + builder.global.settings.statisticsSockets.count
        switch Limits.apply(builder.global.settings, sockets: sockets, loops: loops) {
        case .failure(let failure): return failure.message
        case .success(let limits):
            builder.global.settings.maximumConnections = limits.maximumConnections
            builder.global.settings.descriptors = limits.descriptors
            for warning in limits.warnings { Output.message(.warning, warning) }
            if options.isVerbose {
                Output.message(.notice, "maxconn is \(limits.maximumConnections), decided by \(limits.reason)")
            }
            return nil
        }
    }

    private static func isQuiet(_ global: GlobalSettings, _ options: CommandLineOptions) -> Bool {
        (options.isQuiet || global.isQuiet) && !options.isVerbose
    }

    /// Alerts are always shown, the rest unless quietness is asked for.
    private static func report(_ diagnostics: Diagnostics, _ options: CommandLineOptions, isQuiet: Bool) {
        let process = getpid()
        let text = diagnostics.rendered(process: process, from: isQuiet ? .alert : .diag)
        guard !text.isEmpty else { return }
        let notice = Diagnostic.prefix(.notice, process: process)
        Output.error(
            "\(notice)Apus version is \(Product.version), for configurations of HAProxy \(Product.languageVersion)\n")
        Output.error("\(notice)path to executable is \(HostFacts.executable)\n")
        Output.error(text)
        Output.error(diagnostics.renderedConclusion(process: process))
    }

    private static func verdict(
        on generation: Generation, _ diagnostics: Diagnostics, _ options: CommandLineOptions
    ) -> Result<Generation, ExitStatus> {
        if diagnostics.hasWarnings && generation.global.warningsAreFatal {
            Output.alert("config : Some warnings were found and 'zero-warning' is set. Aborting.")
            return .failure(ExitStatus(code: 1))
        }
        let isTalkative = !isQuiet(generation.global, options)
        if options.listsLibraries { for path in HostFacts.libraries { Output.line(path) } }
        let listens =
            generation.proxies.contains { !$0.settings.isDisabled && !$0.settings.binds.isEmpty }
            || generation.logForwards.contains { !$0.settings.binds.isEmpty }
            || generation.peers.contains { !$0.settings.isDisabled && $0.settings.bind != nil }
            || !generation.global.statisticsSockets.isEmpty
        if options.checksOnly {
            if diagnostics.hasWarnings && isTalkative { Output.line("Warnings were found.") }
            if !listens, isTalkative {
                Output.line("Configuration file has no error but will not start (no listener).")
            }
            if options.isVerbose { Output.line("Configuration file is valid") }
        } else if !listens {
            Output.alert("[apus.main()] No enabled listener found (check for 'bind' directives) ! Exiting.")
            return .failure(ExitStatus(code: 1))
        }
        return .success(generation)
    }
}
