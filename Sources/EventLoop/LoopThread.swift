import Glibc

/// A thread of the system that runs one function. The function's object graph is built inside it, so nothing is shared
/// but what it was given.
public struct LoopThread: Sendable {
    private let identifier: UInt

    /// Starts `body` on a new thread with a stack of `stackSize` bytes.
    public init(stackSize: Int = 512 * 1024, _ body: sending @escaping () -> Void) throws(SystemError) {
        identifier = try startThread(stackSize: stackSize, body)
    }

    /// Nobody will wait for the end of the thread.
    public func detach() { pthread_detach(pthread_t(identifier)) }

    /// Waits for the end of the thread.
    public func join() { pthread_join(pthread_t(identifier), nil) }
}

private final class ThreadBody {
    let body: () -> Void
    init(_ body: @escaping () -> Void) { self.body = body }
}

/// A global function, because a closure that the compiler believes to be on the main actor would trap on another thread.
private nonisolated func startThread(stackSize: Int, _ body: @escaping () -> Void) throws(SystemError) -> UInt {
    var attributes = pthread_attr_t()
    pthread_attr_init(&attributes)
    pthread_attr_setstacksize(&attributes, stackSize)
    defer { pthread_attr_destroy(&attributes) }
    var thread = pthread_t()
    let context = Unmanaged.passRetained(ThreadBody(body))
    let result = pthread_create(
        &thread, &attributes,
        { context in
            guard let context else { return nil }
            Unmanaged<ThreadBody>.fromOpaque(context).takeRetainedValue().body()
            return nil
        }, context.toOpaque())
    guard result == 0 else {
        context.release()
        throw SystemError(result, "pthread_create")
    }
    return UInt(thread)
}
