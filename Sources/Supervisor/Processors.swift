import CLinux
import Glibc

/// How many processors the process may use: as many as its affinity and its control group allow.
enum Processors {
    static var available: Int {
        let allowed = max(1, Int(apus_affinity_count()))
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
        guard let quota = number(in: "\(folder)/cpu.cfs_quota_us"),
            let period = number(in: "\(folder)/cpu.cfs_period_us")
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
        let line = text(of: "/proc/self/cgroup")?.split(separator: "\n").first { $0.hasPrefix("0::") }
        let own = line.map { String($0.dropFirst(3)) } ?? "/"
        for folder in ["/sys/fs/cgroup\(own)", "/sys/fs/cgroup"] {
            guard let words = text(of: "\(folder)/cpu.max")?.split(whereSeparator: \.isWhitespace), words.count == 2
            else {
                continue
            }
            guard let quota = Int(words[0]), let period = Int(words[1]) else { return nil }
            return (quota, period)
        }
        return nil
    }

    private static func number(in path: String) -> Int? {
        text(of: path)?.split(whereSeparator: \.isWhitespace).first.flatMap { Int($0) }
    }

    /// The begin of a small file.
    private static func text(of path: String) -> String? {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        var bytes = [UInt8](repeating: 0, count: 4096)
        let count = bytes.withUnsafeMutableBytes { read(descriptor, $0.baseAddress, $0.count) }
        return count > 0 ? String(decoding: bytes.prefix(count), as: UTF8.self) : nil
    }
}
