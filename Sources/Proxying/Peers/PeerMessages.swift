import Memory

/// What a peer's messages do to a table, without the connection that they come by.
package enum PeerMessages {
    /// Takes messages one after the other, until one is not complete or makes no sense.
    ///
    /// - Returns: how many bytes were used, and whether what follows makes no sense.
    package static func take(_ bytes: ByteView, into table: StickTable) -> (used: Int, isWrong: Bool) {
        var learner = PeerLearner()
        let tables = [PeerTable(table, section: "", identifier: 1)]
        var used = 0
        while used < bytes.count {
            switch PeerFrame.parse(bytes.slice(used), limit: 1 << 14) {
            case .incomplete: return (used, false)
            case .wrong: return (used, true)
            case .found(let frame, let length):
                guard take(frame, &learner, tables) else { return (used, true) }
                used += length
            }
        }
        return (used, false)
    }

    private static func take(_ frame: PeerFrame, _ learner: inout PeerLearner, _ tables: [PeerTable]) -> Bool {
        switch frame.kind {
        case .definition: return learner.define(frame.body, tables)
        case .update(let form): return learner.learn(frame.body, form, 0)
        case .tableSwitch: learner.turn(to: frame.body)
        default: break
        }
        return true
    }
}
