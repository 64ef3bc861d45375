import Configuration
import EventLoop
import Glibc
import Memory
import Proxying
import Transport

/// Starts the program: reads the configuration, opens sockets, runs a loop on each thread until told to stop.
public enum Startup {
    /// The exit status.
    public static func run(_ arguments: [String]) -> Int32 {
        switch CommandLineOptions.parse(arguments) {
        case .failure(let error):
            Output.error("apus: \(error.message)\n")
            return 1
        case .success(let options): return run(options)
        }
    }

    private static func run(_ options: CommandLineOptions) -> Int32 {
        let diagnostics = Diagnostics()
        var reader = ConfigurationReader(
            sectionWords: GenerationBuilder.sectionWords, environment: .ofProcess(), facts: ConditionFacts(),
            diagnostics: diagnostics)
        let sections = reader.read(options.files.map { .path($0) })
        let builder = GenerationBuilder(diagnostics)
        builder.read(sections)
        let generation = builder.build()
        Output.error(diagnostics.rendered(process: getpid(), from: .warning))
        guard let generation else {
            Output.error(diagnostics.renderedConclusion(process: getpid()))
            return 1
        }
        if options.checksOnly {
            if options.isVerbose { Output.line("Configuration file is valid") }
            return 0
        }
        return Process(generation).run()
    }
}
