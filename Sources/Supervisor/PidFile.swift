import Glibc

/// `pidfile` and `-p`: opened before the process loses sight of it, written once the process to stay is known.
struct PidFile {
    private let descriptor: Int32

    init?(_ path: String) {
        unlink(path)
        descriptor = open(path, O_CREAT | O_WRONLY | O_TRUNC | O_CLOEXEC, 0o644)
        if descriptor < 0 { return nil }
    }

    func write(_ process: Int32) {
        let text = Array("\(process)\n".utf8)
        _ = text.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
        close(descriptor)
    }
}
