import CLinux
import EventLoop
import Glibc
import Proxying
import Transport

/// A socket on which clients of the runtime API arrive.
final class CommandListener: EventSource {
    let settings: BindSettings
    private let descriptor: Int32
    private unowned let api: RuntimeAPI

    init(_ listener: Listener, _ descriptor: Int32, _ api: RuntimeAPI) throws(SystemError) {
        settings = listener.settings
        self.descriptor = descriptor
        self.api = api
        super.init()
        try api.context.loop.register(self, descriptor: descriptor, .listener)
    }

    override func ready(_ readiness: Readiness) {
        while api.acceptsMore {
            var storage = sockaddr_storage()
            var length = socklen_t(MemoryLayout<sockaddr_storage>.size)
            let file = withUnsafeMutablePointer(to: &storage) { pointer in
                pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { apus_accept(descriptor, $0, &length) }
            }
            guard file >= 0 else { return }
            api.begin(file, settings, SocketAddress(&storage))
        }
        pause()
    }

    /// `stats maxconn` is reached: further clients wait in the kernel's queue.
    private func pause() {
        api.context.loop.unwatch(descriptor: descriptor)
        api.waitingListeners.append(self)
    }

    func resume() {
        try? api.context.loop.watch(self, descriptor: descriptor, .listener)
    }
}
