import Configuration
import Memory
import Samples

/// `track-sc0` … (manual, 4.4): counts the client in a table's entry from now on.
extension Action {
    static let track = Action(
        "track-sc", in: [.tcpConnection, .tcpSession, .tcpContent, .httpRequest, .httpResponse],
        usage: "<number> <key> [table <table>]", "Counts in a table's entry from now on.", matching: .prefix,
        parse: readTracking
    ) { arguments, evaluation in
        let number = Int(truncatingIfNeeded: arguments.number & 0xff)
        // The first rule that is run decides.
        guard evaluation.tracked(number) == nil else { return .next }
        guard let table = evaluation.context.stickTable(Int(truncatingIfNeeded: arguments.number >> 8)) else {
            return .next
        }
        evaluation.begin()
        guard let value = arguments.expression?.evaluate(evaluation) else {
            return evaluation.needsMore && !evaluation.isComplete ? .wait : .next
        }
        evaluation.track(number, table, value)
        return .next
    }

    private static func readTracking(_ reader: inout ActionReader) throws -> RuleArguments {
        let suffix = reader.arguments.suffix
        guard let number = UInt8(suffix.isEmpty ? "0" : suffix) else {
            throw ConfigurationError("Wrong track-sc number '\(suffix)'.")
        }
        let rule = "track-sc\(suffix)"
        let expression = try reader.expression()
        var name: String?
        if reader.arguments.flag("table") { name = try reader.word(or: "missing table name.").text }
        reader.proxy.tracksClients = true
        return RuleArguments(
            expression: expression, number: Int64(number),
            object: NamedStickTable(name, rule: rule, counter: Int(number), reader.arguments.line))
    }
}

extension StreamEvaluation {
    /// The entry behind a counter of the stream or session at hand.
    func tracked(_ number: Int) -> TrackedEntry? {
        withStream { $0.tracked(number) } ?? withSession { $0.extras?.tracked.entry(number) }
    }

    /// Begins to count the stream, or the session where there is none yet.
    fileprivate func track(_ number: Int, _ table: Unretained<StickTable>, _ value: Sample) {
        let _: Void? = table { table in
            StickKey.with(value, table, self) { key in
                let isStream: Void? = withStream { $0.track(number, Unretained(table), key) }
                return isStream ?? withSession { $0.track(number, Unretained(table), key) }
            }
        }
    }
}
