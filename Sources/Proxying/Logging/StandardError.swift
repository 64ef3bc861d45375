import Configuration
import Glibc

/// Messages of the running process for who has started it in the foreground. A loop never waits for a terminal: what cannot
/// be written at once is dropped.
enum StandardError {
    static func tell(_ severity: Diagnostic.Severity, _ text: String) {
        let line = Array("\(Diagnostic.prefix(severity, process: getpid()))\(text)\n".utf8)
        var state = pollfd(fd: 2, events: Int16(POLLOUT), revents: 0)
        guard poll(&state, 1, 0) == 1, state.revents & Int16(POLLOUT) != 0 else { return }
        _ = line.withUnsafeBytes { write(2, $0.baseAddress, min($0.count, Int(PIPE_BUF))) }
    }
}
