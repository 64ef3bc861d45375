import Glibc

/// How many of the process's descriptors idle server connections may take part in (manual, 3.2 `tune.pool-low-fd-ratio`
/// and `tune.pool-high-fd-ratio`).
///
/// The kernel hands out the lowest free number, so that the number of a connection tells how many descriptors were in use
/// when it was made; nothing has to be counted.
struct IdleDescriptors {
    /// From this number on a connection is closed instead of kept.
    private(set) var low = Int32.max
    /// From this number on a new connection costs an idle one its life.
    private(set) var high = Int32.max

    init() {}

    init(_ global: GlobalSettings) {
        var limit = rlimit()
        guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else { return }
        let count = Int(clamping: limit.rlim_cur)
        low = Int32(clamping: count / 100 * global.idleDescriptorShares.low)
        high = Int32(clamping: count / 100 * global.idleDescriptorShares.high)
    }
}
