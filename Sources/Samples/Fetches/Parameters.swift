import HTTP
import Memory

/// Parameters of targets and of bodies that are forms (manual, 7.3.6).
extension SampleFetch {
    static let parameters: [SampleFetch] = [
        urlParameter, urlParameter.named("url_param"), urlParameterNumber, bodyParameter,
    ]

    /// `urlp([<name>[,<delim>[,i]]])`
    private static let urlParameter = SampleFetch(
        "urlp", gives: .string, takes: ArgumentGrammar(optional: [.string, .string, .string]), in: .requestContent,
        "The value of a parameter in the target.", check: prepareURLParameter
    ) { arguments, evaluation in urlParameter(arguments, evaluation).map { .string($0) } }

    /// `urlp_val([<name>[,<delim>[,i]]])`
    private static let urlParameterNumber = SampleFetch(
        "urlp_val", gives: .integer, takes: ArgumentGrammar(optional: [.string, .string, .string]),
        in: .requestContent, "The number in a parameter of the target.", check: prepareURLParameter
    ) { arguments, evaluation in urlParameter(arguments, evaluation).map { .integer($0.integerPrefix) } }

    /// `req.body_param([<name>[,i]])`
    private static let bodyParameter = SampleFetch(
        "req.body_param", gives: .binary, takes: ArgumentGrammar(optional: [.string, .string]), in: .requestContent,
        "The value of a parameter in a body that is a form.",
        check: prepareBodyParameter
    ) { arguments, evaluation in
        evaluation.awaitMore()
        guard let body = evaluation.content(.request, as: .body) else { return nil }
        return ParameterList(body, delimiter: 38).find(arguments, evaluation).map { .binary($0) }
    }

    private static func prepareBodyParameter(_ arguments: inout PreparedArguments) {
        arguments.set(arguments.text(1) == "i" ? 1 : 0, at: ParameterList.caseArgument)
    }

    private static func prepareURLParameter(_ arguments: inout PreparedArguments) throws {
        // The query's question mark, where nothing else is given.
        arguments.set(Int64(arguments.bytes(1).first ?? 63), at: 1)
        arguments.set(arguments.text(2) == "i" ? 1 : 0, at: ParameterList.caseArgument)
    }

    private static func urlParameter(_ arguments: StepArguments, _ evaluation: Evaluation) -> ByteView? {
        evaluation.withRequest { message, arena in
            let delimiter = UInt8(truncatingIfNeeded: arguments.integer(1))
            let target = arena.view(of: message.target)
            guard let start = target.firstIndex(of: delimiter) else { return nil }
            return ParameterList(target.slice(start + 1), delimiter: delimiter).find(arguments, evaluation)
        }
    }
}

/// `name=value` pairs between `&`, `;` and a delimiter. What has no equals sign is none.
struct ParameterList {
    private let view: ByteView
    private let delimiter: UInt8

    /// Where the check of a row writes whether case does not matter.
    static let caseArgument = 3

    init(_ view: ByteView, delimiter: UInt8) {
        self.view = view
        self.delimiter = delimiter
    }

    /// The value of the first parameter with the name in the first argument, or of any parameter without one.
    func find(_ arguments: StepArguments, _ evaluation: Evaluation) -> ByteView? {
        let name = arguments.text(0)
        let ignoresCase = arguments.integer(Self.caseArgument) != 0
        var position = evaluation.cursor
        while position < view.count {
            let end = end(from: position)
            let pair = view.slice(position, end)
            position = end &+ 1
            guard let equals = pair.firstIndex(of: 61) else { continue }
            let found = pair.slice(0, equals)
            if name.isEmpty || (ignoresCase ? found.equalsIgnoringCase(name) : found.equals(name)) {
                evaluation.continue(at: position)
                return pair.slice(equals + 1)
            }
        }
        return nil
    }

    private func end(from start: Int) -> Int {
        var position = start
        while let byte = view.byte(at: position), byte != 38, byte != 59, byte != delimiter { position &+= 1 }
        return position
    }
}
