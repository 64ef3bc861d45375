import Memory

/// One line of an ACL: an expression, how its values are compared, and with what.
public final class ACLTest: Sendable {
    public let expression: Expression
    let method: MatchMethod
    /// What values become before they are compared.
    private let input: SampleType
    /// The lists to look in: one for the words of the line, one for each file.
    private let slots: ConstantArray<PatternSlot>

    init(_ expression: Expression, _ method: MatchMethod, input: SampleType, slots: [PatternSlot]) {
        self.expression = expression
        self.method = method
        self.input = input
        self.slots = ConstantArray(slots)
    }

    func matches(_ evaluation: Evaluation) -> Verdict {
        evaluation.needsMore = false
        if method == .found {
            if expression.evaluate(evaluation) != nil { return .yes }
        } else if expression.contains(evaluation, where: { matches($0, evaluation) }) {
            return .yes
        }
        return evaluation.needsMore && !evaluation.isComplete ? .unknown : .no
    }

    @inline(__always)
    private func matches(_ value: Sample, _ evaluation: Evaluation) -> Bool {
        guard let value = value.cast(to: input, evaluation) else { return false }
        if method == .boolean {
            switch value {
            case .boolean(let isTrue): return isTrue
            case .integer(let number): return number != 0
            default: return false
            }
        }
        guard let readers = Unretained(evaluation.patterns) else { return false }
        let slots = slots.view
        var position = 0
        while let slot = slots.at(position) {
            if readers({ $0.matches(slot, value) }) { return true }
            position &+= 1
        }
        return false
    }
}
