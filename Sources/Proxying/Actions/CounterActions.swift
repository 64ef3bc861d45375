import Configuration
import Samples

/// `sc-inc-gpc`, `sc-add-gpc` and `sc-set-gpt` (manual, 4.4): change what an entry stores that is tracked.
extension Action {
    static let counterActions: [Action] = [
        counter(
            "sc-add-gpc", usage: "(<idx>,<sc-id>) { <int> | <expr> }", "Adds to a general purpose counter.", .gpc, .add),
        counter("sc-inc-gpc", usage: "(<idx>,<sc-id>)", "Adds one to a general purpose counter.", .gpc, .increment),
        counter("sc-inc-gpc0", usage: "(<sc-id>)", "Adds one to the first counter.", .gpc0, .increment),
        counter("sc-inc-gpc1", usage: "(<sc-id>)", "Adds one to the second counter.", .gpc1, .increment),
        counter("sc-set-gpt", usage: "(<idx>,<sc-id>) { <int> | <expr> }", "Sets a general purpose tag.", .gpt, .set),
        counter("sc-set-gpt0", usage: "(<sc-id>) { <int> | <expr> }", "Sets the first tag.", .gpt0, .set),
    ]

    /// What is done with an element.
    fileprivate enum Change { case increment, add, set }

    private static func counter(
        _ name: String, usage: String, _ summary: String, _ data: StickData, _ change: Change
    ) -> Action {
        Action(
            name, in: .all, usage: usage, summary, matching: .call,
            parse: { reader in try read(&reader, name, data, change) }, run: run)
    }

    private static func read(
        _ reader: inout ActionReader, _ name: String, _ data: StickData, _ change: Change
    ) throws -> RuleArguments {
        let suffix = reader.arguments.suffix
        var parts = suffix.isEmpty ? ["0"] : reader.call.split(separator: ",", omittingEmptySubsequences: false)
        var index = 0
        if data.isArray {
            let kind = data == .gpt ? "gpt" : "gpc"
            let usage = "Expects \(name)(<\(kind.uppercased()) ID>,<Track ID>)."
            guard parts.count == 2, let number = Int(parts.removeFirst()) else {
                throw ConfigurationError("Missing \(kind) ID '\(name)\(suffix)'. \(usage)")
            }
            guard (0..<100).contains(number) else {
                throw ConfigurationError("invalid \(kind) ID '\(number)'. The max allowed ID is 99.")
            }
            index = number
        }
        guard parts.count == 1, let counter = UInt8(parts[0]) else {
            let usage = data.isArray ? "(<\(data == .gpt ? "GPT" : "GPC") ID>,<Track ID>)" : "(<Track ID>)"
            throw ConfigurationError("invalid stick table track ID '\(name)\(suffix)'. Expects \(name)\(usage).")
        }
        let target = StickCounterRule(
            Int(counter), data, index, change, name: "\(name)\(suffix)", reader.arguments.line)
        guard change != .increment else { return RuleArguments(number: 1, object: target) }
        guard let word = reader.arguments.peek, let number = Int64(word.text) else {
            return RuleArguments(expression: try reader.expression(), object: target)
        }
        reader.arguments.skip()
        guard let value = UInt32(exactly: number) else {
            throw ConfigurationError("'\(word.text)' is no number of 32 bits.", at: word)
        }
        return RuleArguments(number: Int64(value), object: target)
    }

    private static let run: Rule.Run = { arguments, evaluation in
        guard let target = arguments.object(as: StickCounterRule.self),
            let entry = evaluation.tracked(target.counter)
        else { return .next }
        var value = arguments.number
        if let expression = arguments.expression {
            evaluation.begin()
            guard case .integer(let number)? = expression.evaluate(evaluation, as: .integer) else { return .next }
            value = number
        }
        // A tag is the number's lower half; a counter does not go back.
        let isTag = target.change == .set
        guard let amount = isTag ? UInt32(truncatingIfNeeded: value) : UInt32(exactly: value) else { return .next }
        let now = evaluation.context.tableTime
        let _: Void? = entry.with { shard, record in
            shard.touch(record, now)
            switch target.change {
            case .set: shard.setTag(target.data, target.index, to: amount, at: record, now)
            case .add, .increment: _ = shard.increment(target.data, target.index, by: amount, at: record, now)
            }
        }
        return .next
    }
}

/// The counter and the element that a rule changes.
final class StickCounterRule: Sendable {
    let counter: Int
    let name: String
    let line: ConfigurationLine
    fileprivate let data: StickData
    fileprivate let index: Int
    fileprivate let change: Action.Change

    fileprivate init(
        _ counter: Int, _ data: StickData, _ index: Int, _ change: Action.Change, name: String,
        _ line: ConfigurationLine
    ) {
        self.counter = counter
        self.data = data
        self.index = index
        self.change = change
        self.name = name
        self.line = line
    }
}
