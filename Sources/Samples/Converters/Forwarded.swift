import Memory

/// The Forwarded header (RFC 7239).
extension Converter {
    /// `rfc7239_is_valid`
    static let forwardedIsValid = Converter(
        "rfc7239_is_valid", takes: .string, gives: .boolean, "Whether the text is a valid Forwarded header."
    ) { value, _, _ in
        value.view.map { .boolean(ForwardedHeader(view: $0).isValid) }
    }

    /// `rfc7239_field(<field>)`
    static let forwardedField = Converter(
        "rfc7239_field", takes: .string, gives: .string, arguments: ArgumentGrammar([.string]),
        "A parameter of a Forwarded header: proto, host, for or by.",
        check: { arguments in
            guard let parameter = arguments.bytes(0).withView(ForwardedHeader.Parameter.named) else {
                throw arguments.refuse("expects 'proto', 'host', 'for' or 'by', got '\(arguments.text(0))'.")
            }
            arguments.set(Int64(parameter.rawValue), at: 0)
        },
        apply: { value, arguments, _ in
            guard let view = value.view else { return nil }
            var found: ByteView?
            let isValid = ForwardedHeader(view: view).walk { parameter, value in
                if Int64(parameter.rawValue) == arguments.integer(0) { found = value }
            }
            return isValid ? found.map { .string($0) } : nil
        })

    /// `rfc7239_n2nn`
    static let forwardedNodeName = Converter(
        "rfc7239_n2nn", takes: .string, gives: .any, "The address or name of a node of a Forwarded header."
    ) { value, _, _ in value.view.flatMap { ForwardedNode($0)?.name } }

    /// `rfc7239_n2np`
    static let forwardedNodePort = Converter(
        "rfc7239_n2np", takes: .string, gives: .any, "The port of a node of a Forwarded header."
    ) { value, _, _ in value.view.flatMap { ForwardedNode($0)?.port } }

    /// `rfc7239_nn`
    static let forwardNodeName = Converter(
        "rfc7239_nn", takes: .any, gives: .string, "An address or a text as the name of a node of a Forwarded header."
    ) { value, _, evaluation in
        switch value {
        case .ipv4: return value.cast(to: .string, evaluation)
        case .ipv6(let high, let low):
            return evaluation.write { $0.append(91) && $0.append(ipv6: high, low) && $0.append(93) }
                .map { .string($0) }
        default:
            guard let view = value.view else { return nil }
            return view.isEmpty ? .string(ByteView("unknown")) : obfuscated(view, evaluation)
        }
    }

    /// `rfc7239_np`
    static let forwardNodePort = Converter(
        "rfc7239_np", takes: .any, gives: .string, "A number or a text as the port of a node of a Forwarded header."
    ) { value, _, evaluation in
        if case .integer(let port) = value {
            return port >= 0 && port <= 65_535 ? value.cast(to: .string, evaluation) : nil
        }
        return value.view.flatMap { $0.isEmpty ? nil : obfuscated($0, evaluation) }
    }

    /// The text as an identifier that means something to its author only.
    private static func obfuscated(_ view: ByteView, _ evaluation: Evaluation) -> Sample? {
        guard ForwardedNode.isIdentifier(view) else { return nil }
        return evaluation.write { $0.append(95) && $0.append(view) }.map { .string($0) }
    }
}
