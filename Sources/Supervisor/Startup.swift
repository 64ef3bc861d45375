import Configuration
import EventLoop
import Glibc

/// Starts the program: understands the command line, reads the configuration and runs it.
public enum Startup {
    /// The exit status.
    public static func run(_ arguments: [String]) -> Int32 {
        StandardDescriptors.open()
        switch CommandLineParser.parse(Array(arguments.dropFirst())) {
        case .run(let options): return run(options)
        case .version: return answer(VersionReport.short)
        case .buildOptions: return answer(VersionReport.long)
        case .memoryHelp: return answer(MemoryDebugging.help)
        case .condition(let text, let options): return evaluate(text, options)
        case .usage:
            Usage.show()
            return 1
        case .refused(let reason):
            Output.alert(reason)
            return 1
        }
    }

    private static func answer(_ text: String) -> Int32 {
        Output.print(text)
        return 0
    }

    /// `-cc`: 0 when the condition is true, 1 when it is false, 2 when it cannot be understood.
    private static func evaluate(_ condition: String, _ options: CommandLineOptions) -> Int32 {
        do {
            let truth = try Condition.evaluate(
                commandLine: condition, facts: Product.facts(options), environment: StartupEnvironment.make(options))
            return truth ? 0 : 1
        } catch {
            Output.message(.notice, "Apus version is \(Product.version)")
            Output.alert("config : \(error.message)\(Suggestion.phrase(error.suggestions))")
            return 2
        }
    }

    private static func run(_ options: CommandLineOptions) -> Int32 {
        if let directory = options.directory, chdir(directory) != 0 {
            Output.alert("Could not change to directory \(directory) : \(String(cString: strerror(errno)))")
            return 1
        }
        let launched = Clock.monotonic()
        if !options.checksOnly { SignalReceiver.deferMessages() }
        switch ConfigurationLoad.load(options) {
        case .failure(let status): return status.code
        case .success(let generation):
            if options.checksOnly { return 0 }
            return Process(generation, options, launched: launched).run()
        }
    }
}
