import Balancing
import CLinux
import EventLoop
import Glibc
import Memory
import Transport

public func runSlice(port: UInt16, origin: UInt16) {
    do {
        let context = try LoopContext(index: 0, tuning: Tuning(), mailbox: Mailbox())
        var settings = ProxySettings(name: "f")
        settings.forwardFor = true
        settings.reuse = .always
        settings.timeouts.client = .seconds(60)
        settings.timeouts.server = .seconds(60)
        settings.timeouts.connect = .seconds(5)
        let farm = FarmVersion()
        let slot = ServerSlot(identifier: 1, farm: farm)
        let set = ServerSet(slots: [slot], farm: farm)
        let state = ServerState(name: "s1", slot: slot, address: .ipv4(0x7f00_0001, port: origin))
        let frontend = FrontendShare(settings)
        frontend.defaultBackend = BackendShare(settings, [state], set, context)
        let fd = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_NONBLOCK.rawValue), 0)
        var one: Int32 = 1
        setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &one, 4)
        setsockopt(fd, Int32(IPPROTO_TCP), TCP_NODELAY, &one, 4)
        _ = SocketAddress.ipv4(0x7f00_0001, port: port).withSystemAddress { bind(fd, $0, $1) }
        listen(fd, 8192)
        let listener = try ListenerSource(fd, frontend, context)
        context.loop.run()
        withExtendedLifetime((listener, frontend, context, set)) {}
    } catch { print(error) }
}
