import CLinux
import Glibc

/// Leaves the terminal: the work goes on in a child process.
enum Daemon {
    enum Side {
        case parent(child: Int32)
        case child
        case failed
    }

    /// Splits the process. Only while it has one thread.
    static func detach() -> Side {
        let child = apus_fork()
        if child < 0 { return .failed }
        if child > 0 { return .parent(child: child) }
        setsid()
        let null = open("/dev/null", O_RDWR | O_CLOEXEC)
        if null >= 0 {
            for descriptor: Int32 in 0...2 { dup2(null, descriptor) }
            if null > 2 { close(null) }
        }
        return .child
    }
}
