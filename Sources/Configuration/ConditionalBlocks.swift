/// The nesting of `.if`, `.elif`, `.else` and `.endif` (section 2.4): which lines count.
struct ConditionalBlocks {
    private enum State {
        /// This branch counts.
        case taken
        /// No branch has counted so far; a later one may.
        case pending
        /// A branch has counted, or none can; no later one will.
        case finished
    }

    private struct Block {
        var state: State
        var hasElse = false
        let start: SourceLocation
    }

    private var blocks: [Block] = []

    static let maximumDepth = 100

    /// Whether the lines that follow count. A block inside a branch that does not count is finished from its start,
    /// so that the innermost block decides.
    var isActive: Bool { blocks.last.map { $0.state == .taken } ?? true }

    var depth: Int { blocks.count }

    /// Where the innermost open block starts.
    var innermostStart: SourceLocation? { blocks.last?.start }

    /// Whether the condition of an `.elif` that comes next matters.
    var awaitsCondition: Bool { blocks.last.map { $0.state == .pending && !$0.hasElse } ?? false }

    /// `.if`. Its condition matters only where lines count; nil means that it could not be evaluated, so that no
    /// branch counts.
    mutating func open(at start: SourceLocation, condition: Bool?) {
        blocks.append(Block(state: isActive ? ConditionalBlocks.state(condition) : .finished, start: start))
    }

    /// `.elif`. Answers what is wrong with it.
    mutating func alternative(condition: Bool?) -> String? {
        guard let last = blocks.last else { return "lone '.elif' with no matching '.if'." }
        if last.hasElse { return "'.elif' after '.else' is not permitted." }
        switch last.state {
        case .taken, .finished: blocks[blocks.count - 1].state = .finished
        case .pending: blocks[blocks.count - 1].state = ConditionalBlocks.state(condition)
        }
        return nil
    }

    /// `.else`. Answers what is wrong with it.
    mutating func otherwise() -> String? {
        guard let last = blocks.last else { return "lone '.else' with no matching '.if'." }
        if last.hasElse { return "'.else' after '.else' is not permitted." }
        blocks[blocks.count - 1].state = last.state == .pending ? .taken : .finished
        blocks[blocks.count - 1].hasElse = true
        return nil
    }

    /// `.endif`. Answers what is wrong with it.
    mutating func close() -> String? {
        blocks.popLast() == nil ? "lone '.endif' with no matching '.if'." : nil
    }

    private static func state(_ truth: Bool?) -> State {
        switch truth {
        case .some(true): .taken
        case .some(false): .pending
        case nil: .finished
        }
    }
}
