import Configuration
import Glibc
import Memory

/// Facts of the process and the machine, which need nothing of a configuration (manual, 7.3.2).
extension SampleFetch {
    /// `env(<name>)`
    static let environment = SampleFetch(
        "env", gives: .string, takes: ArgumentGrammar([.string]), in: .everywhere,
        "An environment variable, as it was when the configuration was read.",
        check: { arguments in
            let environment = arguments.scope?.environment ?? .ofProcess()
            guard let value = environment.value(of: arguments.text(0)) else { return arguments.set(0, at: 0) }
            arguments.set(value, at: 0)
            arguments.set(1, at: 0)
        },
        find: { arguments, _ in arguments.integer(0) == 1 ? .string(arguments.text(0)) : nil })

    /// `hostname`
    static let hostName = SampleFetch(
        "hostname", gives: .string, in: .everywhere,
        "The name of the machine, as it was when the configuration was read.",
        check: { arguments in
            var name = [CChar](repeating: 0, count: 256)
            let isKnown = gethostname(&name, name.count - 1) == 0
            arguments.set(isKnown ? name.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) } : [], at: 0)
        },
        find: { arguments, _ in .string(arguments.text(0)) })

    /// `pid`
    static let processIdentifier = SampleFetch(
        "pid", gives: .integer, in: .everywhere, "The number that the system gave the process."
    ) { _, _ in .integer(Int64(getpid())) }

    /// `proc`
    static let processNumber = SampleFetch("proc", gives: .integer, in: .everywhere, "Always 1.") { _, _ in .integer(1)
    }

    /// `nbproc`
    static let processCount = SampleFetch("nbproc", gives: .integer, in: .everywhere, "Always 1.") { _, _ in .integer(1)
    }

    /// `quic_enabled`
    static let quicEnabled = SampleFetch(
        "quic_enabled", gives: .boolean, in: .everywhere, "Whether QUIC can be used; false, as it is not built."
    ) { _, _ in .boolean(false) }
}
