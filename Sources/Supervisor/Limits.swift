import Glibc
import Memory
import Proxying

/// The limits that the system sets and the configuration changes: descriptors, memory, connections.
struct Limits {
    /// How many connections may be open, if that is derived from the descriptors; otherwise what was asked for.
    let maximumConnections: Int
    /// How many files may be open.
    let descriptors: Int
    /// What decided: shown in verbose mode.
    let reason: String

    /// What is wrong with the limits: a message.
    struct Failure: Error { let message: String }

    /// What did not go as it was asked for where `no strict-limits` lets the process start all the same.
    var warnings: [String] = []

    /// Applies `ulimit-n` and `fd-hard-limit`, and derives `maxconn` where it is not given.
    static func apply(_ global: GlobalSettings, sockets: Int, loops: Int) -> Result<Limits, Failure> {
        var warnings: [String] = []
        // A poller, a mailbox and the odd file for each loop; the standard descriptors and the signals' thread.
        let reserved = sockets + 3 * loops + 8
        let available: Int
        if global.descriptorLimit > 0 {
            available = set(global.descriptorLimit)
            if available != global.descriptorLimit {
                warnings.append(
                    "[apus.main()] Cannot raise FD limit to \(global.descriptorLimit), limit is \(available).")
            }
        } else {
            let wanted = global.maximumConnections > 0 ? 2 * global.maximumConnections + reserved : 0
            available = raise(to: wanted, cap: global.hardDescriptorLimit)
        }
        if global.maximumConnections > 0 {
            let needed = 2 * global.maximumConnections + reserved
            if needed > available {
                warnings.append(
                    "[apus.main()] FD limit (\(available)) too low for maxconn=\(global.maximumConnections)"
                        + "/maxsock=\(needed). Please raise 'ulimit-n' to \(needed) or more to avoid any trouble.")
            }
        }
        if global.limitsAreStrict, let first = warnings.first { return .failure(Failure(message: first)) }
        if global.maximumConnections > 0 {
            return .success(
                Limits(
                    maximumConnections: global.maximumConnections, descriptors: available, reason: "the configuration",
                    warnings: warnings))
        }
        let derived = max(1, (available - reserved) / 2)
        return .success(
            Limits(
                maximumConnections: derived, descriptors: available, reason: "the limit of \(available) open files",
                warnings: warnings))
    }

    /// Raises the limit of open files to the hard limit, or beyond it as far as `wanted` where that is permitted. The
    /// limit that holds then.
    private static func raise(to wanted: Int, cap: Int) -> Int {
        var limit = rlimit()
        guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else { return 1024 }
        let hard = min(limit.rlim_max, rlim_t(Int32.max))
        let target = cap > 0 ? min(max(hard, rlim_t(wanted)), rlim_t(cap)) : max(hard, rlim_t(wanted))
        limit.rlim_cur = target
        limit.rlim_max = max(limit.rlim_max, target)
        if setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 { return Int(target) }
        limit.rlim_cur = min(hard, target)
        limit.rlim_max = hard
        return setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 ? Int(limit.rlim_cur) : 1024
    }

    /// `ulimit-n`: exactly as many open files. The limit that holds then.
    private static func set(_ number: Int) -> Int {
        var limit = rlimit()
        guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else { return 1024 }
        limit.rlim_cur = rlim_t(number)
        limit.rlim_max = max(limit.rlim_max, limit.rlim_cur)
        if setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 { return number }
        guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else { return 1024 }
        return Int(clamping: limit.rlim_cur)
    }

    /// `-m`: limits what the process can allocate (setrlimit(2), `RLIMIT_DATA`). What is wrong with the limit, or nil. Called when the
    /// configuration is in memory.
    static func limitMemory(to megabytes: Int, loops: Int) -> Failure? {
        let (bytes, overflow) = megabytes.multipliedReportingOverflow(by: 1 << 20)
        guard !overflow else { return nil }
        let needed = HostFacts.dataInUse + loops * memoryOfLoop + MemoryReserve.part(ofLimit: bytes)
        guard bytes >= needed else {
            let least = (needed + (1 << 20) - 1) >> 20
            let remedy = "at rest it needs \(least)."
            return Failure(message: "[apus.main()] '-m \(megabytes)' is too little for this configuration: \(remedy)")
        }
        var limit = rlimit(rlim_cur: rlim_t(bytes), rlim_max: rlim_t(bytes))
        guard setrlimit(__rlimit_resource_t(RLIMIT_DATA.rawValue), &limit) == 0 else {
            return Failure(message: "[apus.main()] Cannot fix MEM limit to \(megabytes) megs.")
        }
        MemoryReserve.keepPart(ofLimit: bytes)
        return nil
    }

    /// A loop's stack, its part of the heap and the first slab of its buffers, in bytes.
    private static let memoryOfLoop = 2 << 20
}
