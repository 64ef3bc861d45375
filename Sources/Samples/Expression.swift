import Configuration
import Memory

/// A fetch and the converters behind it, compiled once (manual, 7.3): `req.hdr(host),lower,field(1,:)`.
///
/// Immutable once its configuration runs, and read by all loops. Evaluating it walks a contiguous array of steps, each a function
/// without context and a pointer to its arguments; nothing is counted or allocated.
public final class Expression: Sendable {
    struct Step: @unchecked Sendable {
        let apply: Converter.Apply
        /// What the converter takes; the value at hand becomes that first.
        let input: SampleType
        /// Owned by the expression's `kept`.
        let arguments: Unmanaged<StepArguments>
    }

    /// As written.
    public let text: String
    /// The type of its values, as far as it is known beforehand.
    public let output: SampleType
    /// Where the fetch gives what it promises.
    public let places: SamplePlaces
    /// The fetch's own word and arguments, for those that recognise a frequent one.
    public let fetchName: String
    /// No converter follows the fetch.
    public let isPlain: Bool
    private let find: SampleFetch.Find
    private let findArguments: Unmanaged<StepArguments>
    private let steps: ContiguousArray<Step>
    private let kept: [StepArguments]

    init(
        _ text: String, fetch: SampleFetch, arguments: StepArguments, output: SampleType,
        converters: [(Converter, StepArguments)]
    ) {
        self.text = text
        self.output = output
        places = fetch.places
        fetchName = fetch.name
        isPlain = converters.isEmpty
        find = fetch.find
        findArguments = .passUnretained(arguments)
        kept = [arguments] + converters.map(\.1)
        steps = ContiguousArray(
            converters.map { Step(apply: $0.apply, input: $0.input, arguments: .passUnretained($1)) })
    }

    /// The first value; nil when there is none.
    public func evaluate(_ evaluation: Evaluation) -> Sample? {
        // An expression may be evaluated inside of another.
        let outer = evaluation.walk
        defer { evaluation.walk = outer }
        evaluation.walk = ValueWalk()
        return next(evaluation)
    }

    /// The first value as a type.
    public func evaluate(_ evaluation: Evaluation, as type: SampleType) -> Sample? {
        evaluate(evaluation)?.cast(to: type, evaluation)
    }

    /// The arguments of the fetch.
    public var fetchArguments: StepArguments { findArguments.takeUnretainedValue() }

    /// One value after the other until `matches` says true; whether it did.
    ///
    /// - Parameter matches: gets each value; scratch memory is used again for the next one.
    @inline(__always)
    func contains(_ evaluation: Evaluation, where matches: (Sample) -> Bool) -> Bool {
        let outer = evaluation.walk
        defer { evaluation.walk = outer }
        evaluation.walk = ValueWalk(triesEveryValue: true)
        let start = evaluation.scratch.end
        while true {
            if let value = next(evaluation), matches(value) { return true }
            guard evaluation.walk.advance() else { return false }
            evaluation.scratch.truncate(at: start)
        }
    }

    @inline(__always)
    private func next(_ evaluation: Evaluation) -> Sample? {
        guard var value = findArguments._withUnsafeGuaranteedRef({ find($0, evaluation) }) else { return nil }
        var position = 0
        while position < steps.count {
            let step = steps[position]
            guard let input = value.cast(to: step.input, evaluation),
                let output = step.arguments._withUnsafeGuaranteedRef({ step.apply(input, $0, evaluation) })
            else { return nil }
            value = output
            position &+= 1
        }
        return value
    }
}

extension Expression: Hashable {
    /// An expression is equal to itself only.
    public static func == (left: Expression, right: Expression) -> Bool { left === right }
    public func hash(into hasher: inout Hasher) { hasher.combine(ObjectIdentifier(self)) }
}
