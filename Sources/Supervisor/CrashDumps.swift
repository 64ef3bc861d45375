import CLinux
import Glibc
import Proxying

/// What `set-dumpable` asks of the system (manual, 3.1).
enum CrashDumps {
    /// Lifts the limits of dumps and files, while the process still may. What could not be done, or nil.
    static func liftLimits(_ wanted: CoreDumps) -> String? {
        guard wanted != .untouched else { return nil }
        var limit = rlimit(rlim_cur: rlim_t.max, rlim_max: rlim_t.max)
        guard setrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit) == 0 else {
            return "[apus.main()] Failed to raise the maximum file size."
        }
        guard setrlimit(__rlimit_resource_t(RLIMIT_CORE.rawValue), &limit) == 0 else {
            return "[apus.main()] Failed to raise the core dump size."
        }
        return nil
    }

    /// A change of the user has forbidden dumps. What could not be done, or nil.
    static func allow(_ wanted: CoreDumps) -> String? {
        guard wanted != .untouched else { return nil }
        guard apus_allow_dumps() == 0 else {
            return "[apus.main()] Failed to set the dumpable flag, no core will be dumped."
        }
        guard wanted == .withFiles else { return nil }
        // The system itself puts mapped files into the dump; nothing needs to be loaded for that.
        return include(everyMapping: "0x7f")
            ? nil : "[apus.main()] Failed to put the program and its libraries into core dumps."
    }

    private static func include(everyMapping mask: String) -> Bool {
        let descriptor = open("/proc/self/coredump_filter", O_WRONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return false }
        defer { close(descriptor) }
        return write(descriptor, mask, mask.utf8.count) == mask.utf8.count
    }
}
