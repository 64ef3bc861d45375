import CLinux
import EventLoop
import Glibc

/// Network namespaces as `ip netns` names them: a socket stays in the one in which it was made.
public enum NetworkNamespace {
    /// Where the system keeps them.
    public static func path(of name: String) -> String { "/var/run/netns/\(name)" }

    /// Runs `body` with the calling thread in a namespace; nil is the thread's own.
    public static func within<Result>(
        _ name: String?, _ body: () throws(SystemError) -> Result
    ) throws(SystemError) -> Result {
        guard let name else { return try body() }
        let own = try descriptor(of: "/proc/thread-self/ns/net")
        defer { close(own) }
        let other = try descriptor(of: path(of: name))
        defer { close(other) }
        guard apus_enter_network(other) == 0 else { throw SystemError(errno, "namespace '\(name)'") }
        defer { _ = apus_enter_network(own) }
        return try body()
    }

    private static func descriptor(of path: String) throws(SystemError) -> Int32 {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw SystemError(errno, "open '\(path)'") }
        return descriptor
    }
}
