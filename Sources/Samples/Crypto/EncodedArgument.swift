import Memory

/// An argument that is base64 text or the name of a variable that holds such text.
enum EncodedArgument: Sendable {
    case constant(ConstantBytes)
    case variable(VariableName)

    /// - Parameter name: how messages call it.
    init(_ arguments: PreparedArguments, at position: Int, _ name: String) throws {
        let text = arguments.bytes(position)
        if let variable = try? VariableName(arguments.text(position)) {
            self = .variable(variable)
        } else if let bytes = Base64.standard.decode(text) {
            self = .constant(ConstantBytes(bytes))
        } else {
            throw arguments.refuse(
                "failed to parse \(name) : argument needs to be base64 encoded, and can either be a string or a variable."
            )
        }
    }

    /// The bytes; nil when the variable is not set or holds something else.
    func bytes(_ evaluation: Evaluation) -> ByteView? {
        switch self {
        case .constant(let bytes): return bytes.view
        case .variable(let name):
            guard let view = evaluation.text(of: name) else { return nil }
            return evaluation.write { Base64.standard.decode(view, into: $0) }
        }
    }
}

extension Evaluation {
    /// A variable's value as text.
    func text(of name: VariableName) -> ByteView? { variable(name)?.cast(to: .string, self)?.view }
}
