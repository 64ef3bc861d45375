import EventLoop

/// How many processors the process may use: as many as its affinity and its control group allow.
enum Processors {
    static var available: Int {
        let allowed = max(1, ProcessorSet.ofCallingThread()?.count ?? 1)
        guard let quota = ControlGroup.processors else { return allowed }
        return max(1, min(allowed, quota))
    }
}

/// What the control group of the process limits.
enum ControlGroup {
    /// How many processors' time there is, rounded up; nil without a limit.
    static var processors: Int? {
        if let (quota, period) = version2 { return count(quota, period) }
        let folder = "/sys/fs/cgroup/cpu"
        guard let quota = SystemFile.number(in: "\(folder)/cpu.cfs_quota_us"),
            let period = SystemFile.number(in: "\(folder)/cpu.cfs_period_us")
        else { return nil }
        return count(quota, period)
    }

    private static func count(_ quota: Int, _ period: Int) -> Int? {
        guard quota > 0, period > 0 else { return nil }
        return quota / period + (quota % period > 0 ? 1 : 0)
    }

    /// `cpu.max` of the process's own group, `max` or a number and the period, or of the group that a container sees as
    /// its root.
    private static var version2: (quota: Int, period: Int)? {
        let line = SystemFile.text(of: "/proc/self/cgroup")?.split(separator: "\n").first { $0.hasPrefix("0::") }
        let own = line.map { String($0.dropFirst(3)) } ?? "/"
        for folder in ["/sys/fs/cgroup\(own)", "/sys/fs/cgroup"] {
            guard let words = SystemFile.text(of: "\(folder)/cpu.max")?.split(whereSeparator: \.isWhitespace),
                words.count == 2
            else {
                continue
            }
            guard let quota = Int(words[0]), let period = Int(words[1]) else { return nil }
            return (quota, period)
        }
        return nil
    }
}
