/// Where a backend's servers find their last state: `load-server-state-from-file` and `server-state-file-name`.
public struct ServerStateSource: Sendable {
    public enum Kind: Sendable { case none, global, local }

    public var kind = Kind.none
    /// Nil for the backend's name.
    public var fileName: String?

    public init() {}
}
