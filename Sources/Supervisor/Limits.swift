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

    /// Applies `ulimit-n`, `fd-hard-limit` and `-m`, and derives `maxconn` where it is not given.
    static func apply(
        _ global: GlobalSettings, memory megabytes: Int, sockets: Int, loops: Int
    ) -> Result<Limits, Failure> {
        if megabytes > 0, let failure = limitMemory(megabytes), global.limitsAreStrict { return .failure(failure) }
        // A poller, a mailbox and the odd file for each loop; the standard descriptors and the signals' thread.
        let reserved = sockets + 3 * loops + 8
        let available: Int
        if global.descriptorLimit > 0 {
            available = set(global.descriptorLimit)
            if available != global.descriptorLimit, global.limitsAreStrict {
                return .failure(
                    Failure(
                        message:
                            "[apus.main()] Cannot raise FD limit to \(global.descriptorLimit), limit is \(available)."))
            }
        } else {
            let wanted = global.maximumConnections > 0 ? 2 * global.maximumConnections + reserved : 0
            available = raise(to: wanted, cap: global.hardDescriptorLimit)
        }
        if global.maximumConnections > 0 {
            let needed = 2 * global.maximumConnections + reserved
            if needed > available, global.limitsAreStrict {
                return .failure(
                    Failure(
                        message:
                            "[apus.main()] FD limit (\(available)) too low for maxconn=\(global.maximumConnections)"
                            + "/maxsock=\(needed). Please raise 'ulimit-n' to \(needed) or more to avoid any trouble."))
            }
            return .success(
                Limits(
                    maximumConnections: global.maximumConnections, descriptors: available, reason: "the configuration"))
        }
        let derived = max(1, (available - reserved) / 2)
        return .success(
            Limits(maximumConnections: derived, descriptors: available, reason: "the limit of \(available) open files"))
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

    private static func limitMemory(_ megabytes: Int) -> Failure? {
        let bytes = rlim_t(megabytes) << 20
        var limit = rlimit(rlim_cur: bytes, rlim_max: bytes)
        if setrlimit(__rlimit_resource_t(RLIMIT_AS.rawValue), &limit) == 0 {
            MemoryReserve.keepPart(ofLimit: megabytes << 20)
            return nil
        }
        return Failure(message: "[apus.main()] Cannot fix MEM limit to \(megabytes) megs.")
    }
}
