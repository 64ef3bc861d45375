import EventLoop
import Proxying

/// Which of the machine's processors are left to the threads: `cpu-set` chooses, then the policy of `cpu-policy`.
struct ProcessorChoice {
    typealias Processor = ProcessorTopology.Processor

    private(set) var processors: [Processor]

    /// Applies the directives of `cpu-set`; nil if they leave nothing.
    func selecting(_ directives: [ProcessorSelection]) -> ProcessorChoice? {
        let left = processors.filter { processor in
            directives.allSatisfy { directive in
                switch directive {
                case .reset: true
                case .only(let trait, let numbers): numbers.contains(processor[trait])
                case .drop(let trait, let numbers): !numbers.contains(processor[trait])
                }
            }
        }
        return left.isEmpty ? nil : ProcessorChoice(processors: left)
    }

    /// What the policy leaves.
    func evicting(by policy: ProcessorPolicy) -> ProcessorChoice {
        switch policy {
        case .none, .groupByComplexes, .groupByClusters: self
        case .firstUsableNode: keeping { $0.node == processors.map(\.node).min() }
        case .performance: keeping(speeds: cut(clusterSpeeds.sorted(by: >)) { $1 * 100 < $0 * 80 })
        case .efficiency: keeping(speeds: cut(clusterSpeeds.sorted()) { $1 * 100 > $0 * 125 })
        case .resource: keeping { $0.cluster == smallestCluster }
        }
    }

    private func keeping(_ isKept: (Processor) -> Bool) -> ProcessorChoice {
        ProcessorChoice(processors: processors.filter(isKept))
    }

    /// The speed of each cluster is that of its fastest processor.
    private var speeds: [Int: Int] {
        Dictionary(processors.map { ($0.cluster, $0.performance) }, uniquingKeysWith: max)
    }

    private var clusterSpeeds: Set<Int> { Set(speeds.values) }

    private func keeping(speeds kept: Set<Int>) -> ProcessorChoice {
        let speeds = speeds
        return keeping { kept.contains(speeds[$0.cluster] ?? 0) }
    }

    /// The speeds before the first one that is too far from the one before it.
    private func cut(_ speeds: [Int], where isTooFar: (Int, Int) -> Bool) -> Set<Int> {
        let end = zip(speeds, speeds.dropFirst()).enumerated().first { isTooFar($1.0, $1.1) }?.offset
        return Set(speeds.prefix(end.map { $0 + 1 } ?? speeds.count))
    }

    /// The slowest cluster; among several, the one with the fewest processors.
    private var smallestCluster: Int? {
        let sizes = Dictionary(processors.map { ($0.cluster, 1) }, uniquingKeysWith: +)
        return speeds.min { ($0.value, sizes[$0.key] ?? 0, $0.key) < ($1.value, sizes[$1.key] ?? 0, $1.key) }?.key
    }

    /// The processors of each group of threads that the policy asks for, never more groups than there may be.
    func groups(by policy: ProcessorPolicy, atMost limit: Int) -> [[Processor]] {
        let members: [[Processor]]
        let together: Int
        switch policy {
        case .none, .firstUsableNode: return [processors]
        case .groupByComplexes(let number): (members, together) = (grouped(by: \.complex), number)
        case .groupByClusters(let number): (members, together) = (grouped(by: \.cluster), number)
        case .performance, .efficiency: (members, together) = (grouped(by: \.complex), 1)
        case .resource: (members, together) = (grouped(by: \.cluster), 1)
        }
        let share = max(together, (members.count + limit - 1) / max(1, limit))
        return stride(from: 0, to: members.count, by: share).map { start in
            members[start..<min(start + share, members.count)].flatMap { $0 }
        }
    }

    private func grouped(by key: KeyPath<Processor, Int>) -> [[Processor]] {
        Dictionary(grouping: processors) { $0[keyPath: key] }.sorted { $0.key < $1.key }.map(\.value)
    }
}

extension ProcessorTopology.Processor {
    /// The number by which `cpu-set` means a processor.
    fileprivate subscript(trait: ProcessorSelection.Trait) -> Int {
        switch trait {
        case .processor: number
        case .node: node
        case .cluster: cluster
        case .core: core
        case .thread: thread
        }
    }
}
