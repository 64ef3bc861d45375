import Memory
import Samples

/// Who goes first in queues (manual, 4.4).
extension Action {
    static let setPriorityClass = priority(
        "set-priority-class", "Sets the class in which the exchange waits for a server; lower ones go first."
    ) { $0.set(level: $1) }

    static let setPriorityOffset = priority(
        "set-priority-offset", "Lets the exchange wait as if it had come so many milliseconds later."
    ) { $0.set(offset: $1) }

    private static func priority(
        _ name: String, _ summary: String, _ set: @escaping @Sendable (inout QueuePriority, Int64) -> Void
    ) -> Action {
        Action(
            name, in: [.tcpContent, .httpRequest], usage: "<expr>", summary,
            parse: { reader in RuleArguments(expression: try reader.expression()) },
            run: { arguments, evaluation in
                guard case .integer(let value)? = arguments.expression?.evaluate(evaluation, as: .integer) else {
                    return .next
                }
                evaluation.withStream { stream in stream.adjust { set(&$0.priority, value) } }
                return .next
            })
    }
}
