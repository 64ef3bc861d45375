import HTTP
import Memory

/// Values that are written in the configuration itself (manual, 7.3.2).
extension SampleFetch {
    /// `always_false`
    static let alwaysFalse = SampleFetch(
        "always_false", gives: .boolean, in: .everywhere, "False, for tests that never match."
    ) { _, _ in .boolean(false) }

    /// `always_true`
    static let alwaysTrue = SampleFetch(
        "always_true", gives: .boolean, in: .everywhere, "True, for tests that always match."
    ) { _, _ in .boolean(true) }

    /// `int(<integer>)`
    static let integer = SampleFetch(
        "int", gives: .integer, takes: ArgumentGrammar([.integer]), in: .everywhere, "A number."
    ) { arguments, _ in .integer(arguments.integer(0)) }

    /// `bin(<hex>)`
    static let binary = SampleFetch(
        "bin", gives: .binary, takes: ArgumentGrammar([.string]), in: .everywhere,
        "Bytes, written in hexadecimal digits.",
        check: { arguments in
            if arguments.bytes(0).isEmpty { throw arguments.refuse("hexadecimal digits are expected.") }
            do {
                arguments.set(try arguments.bytes(0).withView(HexadecimalText.bytes), at: 0)
            } catch { throw arguments.refuse("\((error as? PatternFailure)?.messages.first ?? "").") }
        },
        find: { arguments, _ in .binary(arguments.text(0)) })

    /// `bool(<bool>)`
    static let boolean = SampleFetch(
        "bool", gives: .boolean, takes: ArgumentGrammar([.string]), in: .everywhere, "True or false.",
        check: { arguments in
            switch arguments.text(0).lowercased() {
            case "true", "1": arguments.set(1, at: 0)
            case "false", "0": arguments.set(0, at: 0)
            default: throw arguments.refuse("Expects 'true', 'false', '0' or '1'.")
            }
        },
        find: { arguments, _ in .boolean(arguments.integer(0) == 1) })

    /// `ipv4(<ipv4>)`
    static let ipv4 = SampleFetch(
        "ipv4", gives: .ipv4, takes: ArgumentGrammar([.ipv4]), in: .everywhere, "An IPv4 address."
    ) { arguments, _ in .ipv4(UInt32(truncatingIfNeeded: arguments.integer(0))) }

    /// `ipv6(<ipv6>)`
    static let ipv6 = SampleFetch(
        "ipv6", gives: .ipv6, takes: ArgumentGrammar([.ipv6]), in: .everywhere, "An IPv6 address.",
        check: { arguments in
            guard let address = arguments.bytes(0).withView({ $0.ipv6 }) else { return }
            arguments.set(Int64(bitPattern: address.high), at: 0)
            arguments.set(Int64(bitPattern: address.low), at: 1)
        },
        find: { arguments, _ in
            .ipv6(high: UInt64(bitPattern: arguments.integer(0)), low: UInt64(bitPattern: arguments.integer(1)))
        })

    /// `str(<string>)`
    static let string = SampleFetch(
        "str", gives: .string, takes: ArgumentGrammar([.string]), in: .everywhere, "A text."
    ) { arguments, _ in .string(arguments.text(0)) }

    /// `var(<name>[,<default>])`
    static let variable = SampleFetch(
        "var", gives: .any, takes: ArgumentGrammar([.variable], optional: [.string]), in: .everywhere,
        "The value of a variable, or the default."
    ) { arguments, evaluation in
        guard let name = arguments.variable(0) else { return nil }
        if let value = evaluation.variable(name) { return value }
        return arguments.has(1) ? .string(arguments.text(1)) : nil
    }
}
