import Configuration
import Samples

/// What a rule can do (manual, 4.3 and 4.4): one row in one file, and one line in `ActionList`. Keywords of all the rule sets that
/// may use it are made from it.
public struct Action: Sendable {
    /// Reads what follows the action's word, up to the condition.
    public typealias Parse = @Sendable (inout ActionReader) throws -> RuleArguments

    public let name: String
    public let sets: RuleSetKinds
    public let usage: String
    /// One sentence.
    public let summary: String
    let matching: Keyword<ProxyBuilder>.Matching
    let isFinal: Bool
    let parse: Parse
    let run: Rule.Run

    /// - Parameter isFinal: no rule behind it is looked at.
    init(
        _ name: String, in sets: RuleSetKinds, usage: String = "", _ summary: String,
        matching: Keyword<ProxyBuilder>.Matching = .exact, isFinal: Bool = false,
        parse: @escaping Parse = { _ in RuleArguments() }, run: @escaping Rule.Run
    ) {
        self.name = name
        self.sets = sets
        self.usage = usage
        self.summary = summary
        self.matching = matching
        self.isFinal = isFinal
        self.parse = parse
        self.run = run
    }

    /// The keywords: one for each rule set.
    var keywords: [Keyword<ProxyBuilder>] {
        RuleSetKind.allCases.filter { sets.contains(RuleSetKinds($0)) }.map { kind in
            Keyword(
                "\(kind.words) \(name)", in: kind.places, usage: usage, summary: summary, misplacement: .refused,
                matching: matching
            ) { arguments, proxy in
                try read(&arguments, proxy, kind)
            }
        }
    }

    private func read(_ arguments: inout Arguments, _ proxy: ProxyBuilder, _ kind: RuleSetKind) throws {
        try arguments.refuseAnonymousDefaults()
        var reader = ActionReader(arguments, proxy, kind)
        reader.announce("'\(kind.words) \(name)\(arguments.suffix)'")
        // Messages name the rule.
        defer { arguments = reader.arguments }
        let record = try parse(&reader)
        reader.arguments.subject = nil
        let condition = try reader.condition(of: "\(kind.words) \(name)\(arguments.suffix)")
        reader.arguments.warnOfRule(kind, behind: proxy)
        var rule = Rule(run: run, arguments: record, condition: condition, isFinal: isFinal && condition == nil)
        rule.location = reader.arguments.line.location
        rule.endsSet = isFinal
        proxy.ruleLines[kind, default: []].append(rule)
    }
}
