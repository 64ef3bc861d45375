import Memory
import Transport

extension LoopContext {
    /// Runs the rules that look at a client before it is served; false when it is refused (manual, 4.2 `tcp-request connection`).
    func passes(_ rules: Unretained<RuleSet>, _ session: Session, _ connection: Connection) -> Bool {
        evaluation.turn(to: session, on: connection)
        var position = 0
        switch rules({ $0.run(from: &position, evaluation) }) {
        case .next, .stop: return true
        // Nothing can be awaited here.
        case .done, .wait, .failed: return false
        }
    }
}
