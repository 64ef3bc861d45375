import CLinux
import EventLoop
import Glibc

/// A network namespace as `ip netns` names it: a socket stays in the one in which it was made.
///
/// Its descriptors are opened once, so that it can be entered when its path cannot be reached any more (`chroot`).
public final class NetworkNamespace: Sendable {
    private let name: String
    private let descriptor: Int32
    /// Of the process's own namespace, to come back.
    private let own: Int32

    /// Where the system keeps them.
    public static func path(of name: String) -> String { "/var/run/netns/\(name)" }

    public init(_ name: String) throws(SystemError) {
        self.name = name
        own = try NetworkNamespace.open("/proc/thread-self/ns/net")
        do throws(SystemError) {
            descriptor = try NetworkNamespace.open(NetworkNamespace.path(of: name))
        } catch {
            close(own)
            throw error
        }
    }

    deinit {
        close(descriptor)
        close(own)
    }

    /// Runs `body` with the calling thread in the namespace.
    public func within<Result>(_ body: () throws(SystemError) -> Result) throws(SystemError) -> Result {
        guard apus_enter_network(descriptor) == 0 else { throw SystemError(errno, "namespace '\(name)'") }
        defer { _ = apus_enter_network(own) }
        return try body()
    }

    private static func open(_ path: String) throws(SystemError) -> Int32 {
        try SystemError.check(Glibc.open(path, O_RDONLY | O_CLOEXEC), "open '\(path)'")
    }
}
