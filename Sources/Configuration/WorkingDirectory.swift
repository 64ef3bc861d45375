import Glibc

/// Where relative names of files start while a configuration is read (`default-path`; manual, 3.1).
///
/// Many keywords open files, so the directory of the process itself is changed while the sections of a file are read, and
/// changed back behind them. Nothing is done before the first `default-path`.
public final class WorkingDirectory {
    public enum Policy: Sendable, Hashable {
        /// Where the process was started.
        case current
        /// Where the configuration file lies, and above that.
        case file, parent
        case origin(String)

        /// As a configuration has it.
        public var text: String {
            switch self {
            case .current: "current"
            case .file: "config"
            case .parent: "parent"
            case .origin(let path): "origin \(path)"
            }
        }
    }

    private var policy = Policy.current
    /// The directory that the process was started in, once it may have been left.
    private var start: Int32 = -1
    /// The file whose directory the process is in.
    private var file: String?

    public init() {}

    deinit { if start >= 0 { close(start) } }

    /// Follows another policy from now on, at first for the rest of a file.
    ///
    /// - Returns: the reason why that cannot be, in the system's words.
    public func follow(_ policy: Policy, in file: String) -> String? {
        if start < 0 {
            start = open(".", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
            guard start >= 0 else { return reason }
        }
        let former = self.policy
        self.policy = policy
        self.file = nil
        guard let reason = enter(file) else { return nil }
        self.policy = former
        return reason
    }

    /// Goes to where names in a file start; the reason why that cannot be.
    public func enter(_ file: String) -> String? {
        guard start >= 0, file != self.file else { return nil }
        self.file = file
        guard fchdir(start) == 0 else { return reason }
        guard let directory = directory(of: file), chdir(directory) != 0 else { return nil }
        return reason
    }

    /// Goes back to where the process was started.
    public func leave() {
        file = nil
        if start >= 0 { _ = fchdir(start) }
    }

    private func directory(of file: String) -> String? {
        // A name without a slash lies in the current directory.
        let parent = file.lastIndex(of: "/").map { String(file[...$0]) }
        return switch policy {
        case .current: nil
        case .file: parent
        case .parent: (parent ?? "") + ".."
        case .origin(let path): path
        }
    }

    private var reason: String { String(cString: strerror(errno)) }
}
