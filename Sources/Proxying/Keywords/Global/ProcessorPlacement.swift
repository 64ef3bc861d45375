import Configuration
import EventLoop

extension Keyword<GlobalBuilder> {
    /// `cpu-set`, `cpu-policy`, `cpu-affinity` and `numa-cpu-mapping`: which processors are used, by how many threads, and
    /// how closely these are bound (manual, 3.1).
    static let processorPlacement: [Keyword] = [
        processorMap,
        Keyword("cpu-set", in: .global, usage: "<directive>...", summary: "Says which processors may be used.") {
            arguments, global in
            repeat {
                global.settings.placement.selection.append(try selection(&arguments))
            } while !arguments.isAtEnd
        },
        Keyword(
            "cpu-policy", in: .global, usage: "<policy> [threads-per-core 1 | auto]",
            summary: "Says how processors are chosen and how many threads there are."
        ) { arguments, global in
            global.settings.placement.policy = try arguments.oneOf(policies)
            global.settings.placement.hasOneThreadPerCore = false
            guard arguments.flag("threads-per-core") else { return }
            global.settings.placement.hasOneThreadPerCore = try arguments.oneOf(["1": true, "auto": false])
        },
        Keyword(
            "cpu-affinity", in: .global,
            usage: "{ auto | per-core | per-group [auto|loose] | per-thread | per-ccx }",
            summary: "Says how closely threads are bound to processors."
        ) { arguments, global in
            global.settings.placement.affinity = try arguments.oneOf([
                "auto": .automatic, "per-core": .perCore, "per-group": .perGroup, "per-thread": .perThread,
                "per-ccx": ProcessorAffinity.perComplex,
            ])
            guard global.settings.placement.affinity == .perGroup, !arguments.isAtEnd else { return }
            if try arguments.oneOf(["auto", "loose"]) == "loose" {
                arguments.diag("'loose' has no effect: the processors of a group are never split.")
            }
        },
        Keyword(
            "numa-cpu-mapping", in: .global, summary: "Lets the topology of the machine decide where threads run.",
            acceptsNegation: true
        ) { arguments, global in global.settings.placement.looksAtTopology = arguments.negation != .no },
    ]

    private static let policies: KeyValuePairs<String, ProcessorPolicy> = [
        "none": .none, "efficiency": .efficiency, "first-usable-node": .firstUsableNode,
        "group-by-2-ccx": .groupByComplexes(2), "group-by-2-clusters": .groupByClusters(2),
        "group-by-3-ccx": .groupByComplexes(3), "group-by-3-clusters": .groupByClusters(3),
        "group-by-4-ccx": .groupByComplexes(4), "group-by-4-clusters": .groupByClusters(4),
        "group-by-ccx": .groupByComplexes(1), "group-by-cluster": .groupByClusters(1), "performance": .performance,
        "resource": .resource,
    ]

    private static func selection(_ arguments: inout Arguments) throws(ConfigurationError) -> ProcessorSelection {
        let directives =
            ["reset"] + ProcessorSelection.Trait.allCases.flatMap { ["drop-\($0.rawValue)", "only-\($0.rawValue)"] }
        let directive = try arguments.oneOf(directives)
        guard let trait = ProcessorSelection.Trait(rawValue: String(directive.dropFirst(5))) else { return .reset }
        let numbers = try arguments.processorSet(named: "<set>")
        return directive.hasPrefix("only-") ? .only(trait, numbers) : .drop(trait, numbers)
    }
}
