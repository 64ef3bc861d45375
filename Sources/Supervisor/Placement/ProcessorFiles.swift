import EventLoop

/// What the system's files say of one processor.
struct ProcessorFiles {
    let number: Int
    /// The first processor of its core.
    let core: Int?
    /// The first processor of those that share its last cache; nil if that is below the third level, or unknown.
    let lastCache: Int?
    /// Package and die.
    let die: [Int]
    /// The capacity that the scheduler assumes, or what is known of its frequency; 0 if nothing is.
    let performance: Int

    /// - Parameter folder: `/sys/devices/system`, or one that looks like it.
    init(folder: String, number: Int) {
        self.number = number
        let own = "\(folder)/cpu/cpu\(number)"
        let siblings = ["core_cpus_list", "thread_siblings_list"].lazy.compactMap {
            ProcessorFiles.first(in: "\(own)/topology/\($0)")
        }
        core = siblings.first
        let package = SystemFile.number(in: "\(own)/topology/physical_package_id") ?? 0
        die = [package, SystemFile.number(in: "\(own)/topology/die_id") ?? 0]
        lastCache = ProcessorFiles.lastCache(own)
        let measures = ["cpu_capacity", "acpi_cppc/nominal_perf", "cpufreq/cpuinfo_max_freq"].lazy.compactMap {
            SystemFile.number(in: "\(own)/\($0)")
        }
        performance = min(max(0, measures.first ?? 0), 1 << 40)
    }

    private static func lastCache(_ folder: String) -> Int? {
        for index in (0...5).reversed() {
            let cache = "\(folder)/cache/index\(index)"
            guard let level = SystemFile.number(in: "\(cache)/level") else { continue }
            return level >= 3 ? first(in: "\(cache)/shared_cpu_list") : nil
        }
        return nil
    }

    private static func first(in path: String) -> Int? {
        SystemFile.word(in: path).flatMap { ProcessorSet(list: $0) }?.numbers.first
    }
}
