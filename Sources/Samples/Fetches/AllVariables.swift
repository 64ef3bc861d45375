import Memory

extension SampleFetch {
    /// `dump_all_vars([<scope>][,<prefix>][,<delimiter>])`, for people who look for mistakes.
    static let allVariables = SampleFetch(
        "dump_all_vars", gives: .string, takes: ArgumentGrammar(optional: [.string, .string, .string]),
        in: .everywhere, "The names and values of all variables of a scope.",
        check: { arguments in
            let scopes = VariableScope.shown.map(\.prefix)
            let scope = arguments.text(0)
            guard scope.isEmpty || scopes.contains(scope) else {
                throw arguments.refuse(
                    "unknown scope '\(scope)', expects \(scopes.map { "'\($0)'" }.joined(separator: ", ")).")
            }
            if !arguments.has(2) || arguments.text(2).isEmpty { arguments.set(Array(", ".utf8), at: 2) }
        },
        find: { arguments, evaluation in
            evaluation.writeVariables(arguments.text(0), arguments.text(1), arguments.text(2)).map { .string($0) }
        })
}

extension VariableScope {
    /// In the order in which they are shown.
    fileprivate static let shown: [VariableScope] = [.session, .transaction, .request, .response, .process]
}

extension Evaluation {
    fileprivate func writeVariables(_ scope: ByteView, _ prefix: ByteView, _ delimiter: ByteView) -> ByteView? {
        write { out in
            let start = out.end
            var isComplete = true
            for shown in VariableScope.shown where scope.isEmpty || scope.bytes.elementsEqual(shown.prefix.utf8) {
                forEachVariable(of: shown) { name, value in
                    let text = name.text
                    guard isComplete, text.utf8.dropFirst(shown.prefix.utf8.count + 1).starts(with: prefix.bytes) else {
                        return
                    }
                    isComplete =
                        (out.end == start || out.append(delimiter)) && out.append(text: text) && out.append("=")
                        && value.appendShown(to: out)
                }
            }
            return isComplete
        }
    }
}

extension Sample {
    /// Appends the value so that its type can be seen.
    fileprivate func appendShown(to out: Buffer) -> Bool {
        switch self {
        case .boolean(let value): out.append(value ? "true" : "false")
        case .string(let view), .method(_, let view):
            out.append(34) && Self.appendEscaped(view, to: out) && out.append(34)
        case .binary(let view): out.append(120) && appendHexadecimal(view, to: out)
        case .integer, .ipv4, .ipv6: appendText(to: out)
        }
    }

    private func appendHexadecimal(_ view: ByteView, to out: Buffer) -> Bool {
        view.bytes.allSatisfy { byte in [byte >> 4, byte & 15].allSatisfy { out.append($0 < 10 ? 48 + $0 : 87 + $0) } }
    }

    private static func appendEscaped(_ view: ByteView, to out: Buffer) -> Bool {
        view.bytes.allSatisfy { byte in
            switch byte {
            case 0: out.append("\\0")
            case 8: out.append("\\b")
            case 10: out.append("\\n")
            case 13: out.append("\\r")
            case 34: out.append("\\\"")
            case 92: out.append("\\\\")
            default: out.append(byte)
            }
        }
    }
}
