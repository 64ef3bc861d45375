import CLinux
import Glibc

/// How much the process yields to others, from -20 to 19: `tune.renice.startup` and `tune.renice.runtime` (manual, 3.2).
/// Threads inherit it, so that it is set while there is one.
final class SchedulingPriority {
    private let original = Int(apus_priority())
    private var hasChanged = false

    /// For the rest of the configuration.
    func begin(with value: Int) { hasChanged = set(value, for: "tune.renice.startup") || hasChanged }

    /// The configuration has been read; `value` is what the process is to run with, nil what it was started with.
    func finish(with value: Int?) {
        if let value {
            _ = set(value, for: "tune.renice.runtime")
        } else if hasChanged {
            _ = set(original, for: "tune.renice.startup")
        }
    }

    private func set(_ value: Int, for keyword: String) -> Bool {
        let result = apus_set_priority(Int32(clamping: value))
        guard result != 0 else { return true }
        Output.message(
            .warning, "'\(keyword)' : cannot set the priority to \(value) (\(String(cString: strerror(result)))).")
        return false
    }
}
