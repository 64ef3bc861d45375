/// Where the last state of a backend's servers is read from (`load-server-state-from-file`).
public enum StateSource: Sendable { case none, global, local }

/// `server-state-base`, `server-state-file` and `server-state-file-name`: paths of state files.
enum StatePath {
    static func full(_ name: String, base: String?) -> String {
        guard !name.hasPrefix("/"), let base, !base.isEmpty else { return name }
        return base.hasSuffix("/") ? base + name : base + "/" + name
    }
}
