import EventLoop

/// How the processors of the machine belong together. What the system does not say is taken to be the same for all.
struct ProcessorTopology: Sendable {
    /// A hardware thread. All numbers but the first are counted over the whole machine, in the order of the processors.
    struct Processor: Sendable, Hashable {
        /// What the system calls it.
        let number: Int
        /// The NUMA node, by the system's number.
        var node = 0
        /// The core complex: processors that share the last cache.
        var complex = 0
        /// Processors of one complex that are equally fast, within 5 %.
        var cluster = 0
        /// The core.
        var core = 0
        /// The place of the hardware thread in its core.
        var thread = 0
        /// How fast it is, in a unit of the system's choice; 0 where that is unknown.
        var performance = 0
    }

    /// The processors that work, in ascending order.
    let processors: [Processor]

    var all: ProcessorSet { ProcessorSet(processors.map(\.number)) }

    init(_ processors: [Processor]) { self.processors = processors }

    /// Reads the files of the system.
    ///
    /// - Parameter fallback: the processors, where the system does not say which there are.
    init(folder: String = "/sys/devices/system", fallback: ProcessorSet) {
        let online = SystemFile.word(in: "\(folder)/cpu/online").flatMap { ProcessorSet(list: $0) } ?? fallback
        let files = online.numbers.map { ProcessorFiles(folder: folder, number: $0) }
        var processors = online.numbers.map { Processor(number: $0) }
        let nodes = ProcessorTopology.nodes(folder)
        let cores = ProcessorTopology.numbered(files.map { $0.core ?? $0.number })
        let complexes = ProcessorTopology.numbered(ProcessorTopology.complexes(files))
        var threads: [Int: Int] = [:]
        for index in processors.indices {
            processors[index].node = nodes[files[index].number] ?? 0
            processors[index].core = cores[index]
            processors[index].complex = complexes[index]
            processors[index].performance = files[index].performance
            processors[index].thread = threads[cores[index], default: 0]
            threads[cores[index], default: 0] += 1
        }
        ProcessorTopology.findClusters(&processors)
        self.processors = processors
    }

    /// The node of each processor.
    private static func nodes(_ folder: String) -> [Int: Int] {
        var nodes: [Int: Int] = [:]
        let online = SystemFile.word(in: "\(folder)/node/online").flatMap { ProcessorSet(list: $0) }
        for node in online?.numbers ?? [] {
            let members = SystemFile.word(in: "\(folder)/node/node\(node)/cpulist").flatMap { ProcessorSet(list: $0) }
            for processor in members?.numbers ?? [] { nodes[processor] = node }
        }
        return nodes
    }

    /// A key of each processor's complex: its last cache where cores share these, else its die. Virtual machines often
    /// pretend that each processor has a cache of its own, which says nothing.
    private static func complexes(_ files: [ProcessorFiles]) -> [[Int]] {
        let caches = files.map(\.lastCache)
        let coresOfCache = Dictionary(grouping: files.indices) { caches[$0] ?? -1 }.mapValues { members in
            Set(members.map { files[$0].core ?? files[$0].number }).count
        }
        let isMeaningful = !caches.contains(nil) && coresOfCache.values.contains { $0 > 1 }
        return files.indices.map { isMeaningful ? [caches[$0] ?? 0] : files[$0].die }
    }

    private static func findClusters(_ processors: inout [Processor]) {
        var keys = processors.map { [$0.complex, 0] }
        for members in Dictionary(grouping: processors.indices, by: { processors[$0].complex }).values {
            var fastest = 0
            var cluster = 0
            for index in members.sorted(by: { processors[$0].performance > processors[$1].performance }) {
                if processors[index].performance * 100 < fastest * 95 { cluster += 1 }
                if processors[index].performance * 100 < fastest * 95 || fastest == 0 {
                    fastest = processors[index].performance
                }
                keys[index][1] = cluster
            }
        }
        for (index, number) in numbered(keys).enumerated() { processors[index].cluster = number }
    }

    /// Numbers from zero for keys, in the order in which they come first.
    private static func numbered<Key: Hashable>(_ keys: [Key]) -> [Int] {
        var numbers: [Key: Int] = [:]
        return keys.map { key in
            if let number = numbers[key] { return number }
            numbers[key] = numbers.count
            return numbers.count - 1
        }
    }
}
