import EventLoop

/// What the `cpu-…` lines of `global` say about where threads run (manual, 3.1), and what came of it.
public struct PlacementSettings: Sendable {
    /// `cpu-map`
    public var map = ProcessorMap()
    /// `cpu-set`, in order.
    public var selection: [ProcessorSelection] = []
    /// `cpu-policy`; nil without such a line.
    public var policy: ProcessorPolicy?
    /// `cpu-affinity`
    public var affinity = ProcessorAffinity.automatic
    /// `cpu-policy … threads-per-core 1`
    public var hasOneThreadPerCore = false
    /// False with `no numa-cpu-mapping`: nothing is decided by the topology unless a line asks for it.
    public var looksAtTopology = true

    /// What each thread is bound to, decided at the start; nil for what the process inherited.
    public var processors: [ProcessorSet?] = []

    public init() {}

    /// What a thread, counted from zero, is to be bound to.
    public func processors(ofThread index: Int) -> ProcessorSet? {
        processors.indices.contains(index) ? processors[index] : nil
    }
}

/// A directive of `cpu-set`.
public enum ProcessorSelection: Sendable, Hashable {
    /// By what processors are named.
    public enum Trait: String, Sendable, CaseIterable {
        case processor = "cpu"
        case node, cluster, core, thread
    }

    /// Forgets what the process inherited.
    case reset
    /// `only-…`: numbers of the trait that may stay.
    case only(Trait, ProcessorSet)
    /// `drop-…`: numbers of the trait that go.
    case drop(Trait, ProcessorSet)
}

/// The policies of `cpu-policy`.
public enum ProcessorPolicy: Sendable, Hashable {
    case none, firstUsableNode, efficiency, performance, resource
    /// A group of threads for each so many core complexes.
    case groupByComplexes(Int)
    /// A group of threads for each so many clusters.
    case groupByClusters(Int)
}

/// `cpu-affinity`: how much of the machine a thread may use.
public enum ProcessorAffinity: Sendable, Hashable {
    case automatic, perCore, perGroup, perThread, perComplex
}
