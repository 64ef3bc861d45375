import EventLoop
import Proxying

/// How many threads there are, in which groups, and what each is bound to: decided once, from the configuration and the
/// topology of the machine (manual, 3.1: `nbthread`, `cpu-map`, `cpu-set`, `cpu-policy`, `cpu-affinity`).
struct Placement {
    typealias Processor = ProcessorTopology.Processor

    /// What the host lets the process use.
    struct Host {
        /// The processors that the process inherited; nil where the system does not say.
        let inherited: ProcessorSet?
        /// How many processors' time the control group allows; nil without a limit.
        let quota: Int?
        let topology: ProcessorTopology

        /// This machine.
        static func current() -> Host {
            let inherited = ProcessorSet.ofCallingThread()
            return Host(
                inherited: inherited, quota: ControlGroup.processors,
                topology: ProcessorTopology(fallback: inherited ?? ProcessorSet([0])))
        }
    }

    private(set) var threads: Int
    /// The groups that a policy makes; nil leaves those of the configuration.
    private(set) var groups: ThreadGroups?
    /// What each thread is bound to; nil for what it inherits.
    private(set) var processors: [ProcessorSet?] = []
    private(set) var warnings: [String] = []
    /// The processors that are used.
    private(set) var chosen: [Processor] = []

    init(_ global: GlobalSettings, on host: Host) {
        let settings = global.placement
        threads = global.threads
        let policy = Placement.policy(global, host)
        let choice = choose(settings, policy, host)
        chosen = choice.processors
        let isFixed = global.threads > 0 || global.threadGroups.isCounted || !global.threadGroups.definitions.isEmpty
        var slots = choice.groups(by: isFixed ? .none : policy, atMost: ThreadGroups.maximumCount)
            .map { Slots($0, settings) }
        let most = min(host.quota ?? .max, global.threadLimit > 0 ? global.threadLimit : .max)
        if slots.reduce(0, { $0 + $1.count }) > most, slots.count > 1 { slots = [Slots(choice.processors, settings)] }
        if global.threads == 0 { threads = max(1, min(slots.reduce(0) { $0 + $1.count }, most)) }
        if slots.count > 1 { groups = Placement.groups(of: slots.map(\.count)) }
        bind(slots, global, inherited: host.inherited ?? host.topology.all)
        limitThreads(global, isForced: global.threads > 0)
    }

    /// `cpu-policy`, or what holds without it: the manual applies the default policy only where nothing else is said.
    private static func policy(_ global: GlobalSettings, _ host: Host) -> ProcessorPolicy {
        let settings = global.placement
        guard settings.map.isEmpty else { return .none }
        let isRestricted = isRestricted(settings, host)
        guard let policy = settings.policy else {
            let isFree = global.threads == 0 && settings.looksAtTopology && !isRestricted
            return isFree ? .performance : .none
        }
        if policy == .firstUsableNode, global.threads > 0 || isRestricted { return .none }
        return policy
    }

    /// Whether whoever started the process has taken processors away, and no `cpu-set reset` takes them back.
    private static func isRestricted(_ settings: PlacementSettings, _ host: Host) -> Bool {
        guard let inherited = host.inherited, !settings.selection.contains(.reset) else { return false }
        return !host.topology.all.subtracting(inherited).isEmpty
    }

    private mutating func choose(
        _ settings: PlacementSettings, _ policy: ProcessorPolicy, _ host: Host
    ) -> ProcessorChoice {
        let usable = host.topology.processors.filter { processor in
            settings.selection.contains(.reset) || host.inherited?.contains(processor.number) ?? true
        }
        let all = ProcessorChoice(processors: usable.isEmpty ? host.topology.processors : usable)
        if settings.policy != nil, !settings.map.isEmpty {
            warnings.append("'cpu-policy' is not applied because 'cpu-map' says where threads run.")
        }
        guard let selected = all.selecting(settings.selection) else {
            warnings.append("'cpu-set' is not applied: it leaves no processor of this machine.")
            return all.evicting(by: policy)
        }
        return selected.evicting(by: policy)
    }

    private static func groups(of counts: [Int]) -> ThreadGroups {
        var groups = ThreadGroups()
        groups.count = counts.count
        var first = 1
        for (index, count) in counts.enumerated() {
            groups.definitions[index + 1] = [first...(first + count - 1)]
            first += count
        }
        return groups
    }

    private mutating func bind(_ slots: [Slots], _ global: GlobalSettings, inherited: ProcessorSet) {
        let places = slots.flatMap { group in (0..<group.count).map { group.processors(of: $0) } }
        guard !places.isEmpty else { return }
        processors = (0..<threads).map { places[$0 % places.count] }
        let map = global.placement.map
        if !map.isEmpty {
            for (index, set) in map.processors(threads: threads, global.threadGroups).enumerated() where set != nil {
                processors[index] = set
            }
        }
        processors = processors.map { $0 == inherited ? nil : $0 }
    }

    /// `thread-hard-limit` caps what `nbthread` says, too.
    private mutating func limitThreads(_ global: GlobalSettings, isForced: Bool) {
        guard isForced, global.threadLimit > 0, threads > global.threadLimit else { return }
        warnings.append(
            "'nbthread' (\(global.threads)) is above 'thread-hard-limit' (\(global.threadLimit)), which wins.")
        threads = global.threadLimit
        processors = Array(processors.prefix(threads))
    }
}

/// The places of a group's threads.
private struct Slots {
    private let members: [ProcessorTopology.Processor]
    private let places: [ProcessorTopology.Processor]
    private let affinity: ProcessorAffinity

    init(_ members: [ProcessorTopology.Processor], _ settings: PlacementSettings) {
        self.members = members
        var cores: Set<Int> = []
        places = settings.hasOneThreadPerCore ? members.filter { cores.insert($0.core).inserted } : members
        let isPerCore = settings.affinity == .automatic && settings.hasOneThreadPerCore
        affinity = isPerCore ? .perCore : settings.affinity
    }

    var count: Int { places.count }

    /// What the thread at a place is bound to.
    func processors(of place: Int) -> ProcessorSet {
        let own = places[place]
        let together = members.filter { other in
            switch affinity {
            case .automatic, .perGroup: true
            case .perCore: other.core == own.core
            case .perThread: other.number == own.number
            case .perComplex: other.complex == own.complex
            }
        }
        return ProcessorSet(together.map(\.number))
    }
}
