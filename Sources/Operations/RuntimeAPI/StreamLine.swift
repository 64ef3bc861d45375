import Memory
import Proxying
import Transport

/// A stream as `show sess` writes it.
enum StreamLine {
    static func text(_ stream: StreamReport, loop: Int) -> String {
        let expiry = min(stream.frontDeadline, stream.backDeadline)
        return "0x\(String(stream.identifier, radix: 16)): proto=\(transport(stream.source)) src=\(stream.source) "
            + "fe=\(stream.frontend) be=\(stream.backendName ?? "<NONE>") srv=\(stream.serverName ?? "<none>") "
            + "ts=00 tid=\(loop + 1) epoch=0 age=\(age(stream.age)) calls=\(stream.number) rate=0 cpu=0 lat=0 "
            + "rq[f=\(stream.isTunnel ? "1" : "0")h,i=\(stream.requestPending),an=00h,ax=] "
            + "rp[f=\(stream.isTunnel ? "1" : "0")h,i=\(stream.responsePending),an=00h,ax=] "
            + "scf=[8,0h,fd=\(stream.frontDescriptor),rex=\(delay(stream.frontDeadline)),wex=] "
            + "scb=[8,0h,fd=\(stream.backDescriptor),rex=\(delay(stream.backDeadline)),wex=] "
            + "exp=\(delay(expiry)) rc=\(stream.retriesLeft) c_exp=\n"
    }

    /// The extended form, of `show sess <id>` and `show sess all`.
    static func details(_ stream: StreamReport, loop: Int, _ generation: Generation) -> String {
        "0x\(String(stream.identifier, radix: 16)): [\(CalendarTime(stream.began).text)] id=\(stream.number) "
            + "proto=\(transport(stream.source)) source=\(stream.source)\n"
            + "  flags=0x\(String(stream.progress, radix: 16)), retries_left=\(stream.retriesLeft) "
            + "queued=\(stream.isQueued ? 1 : 0) tunnel=\(stream.isTunnel ? 1 : 0) epoch=0\n"
            + owners(stream, generation)
            + "  task: tid=\(loop + 1) calls=\(stream.number) age=\(age(stream.age)) "
            + "exp=\(delay(min(stream.frontDeadline, stream.backDeadline)))\n"
            + side("scf", stream.frontDescriptor, stream.frontState, stream.frontDeadline, stream.responsePending)
            + side("scb", stream.backDescriptor, stream.backState, stream.backDeadline, stream.requestPending)
    }

    /// Frontend, backend and server.
    private static func owners(_ stream: StreamReport, _ generation: Generation) -> String {
        let proxies = generation.proxies
        var text = "  frontend=\(stream.frontend)"
        if let frontend = proxies.first(where: { $0.settings.isFrontend && $0.settings.name == stream.frontend }) {
            text += " (id=\(frontend.settings.identifier) mode=\(frontend.settings.modeName))"
        }
        text += " addr=\(stream.destination)\n"
        guard let index = stream.backend, proxies.indices.contains(index) else {
            return text + "  backend=<NONE> (id=-1 mode=-)\n"
        }
        let backend = proxies[index]
        text +=
            "  backend=\(backend.settings.name) (id=\(backend.settings.identifier) mode=\(backend.settings.modeName))\n"
        guard let place = stream.server, backend.servers.indices.contains(place) else {
            return text + "  server=<NONE> (id=-1)\n"
        }
        let server = backend.servers[place]
        return text + "  server=\(server.name) (id=\(server.settings.identifier)) addr=\(ServerRow.address(server))\n"
    }

    /// One end: its connection, its deadline and the bytes that wait to be sent on it.
    private static func side(
        _ name: String, _ descriptor: Int32, _ state: String, _ deadline: Milliseconds, _ pending: Int
    ) -> String {
        guard descriptor >= 0 else { return "  \(name): none\n" }
        return "  \(name): fd=\(descriptor) state=\(state) exp=\(delay(deadline)) pending=\(pending)\n"
    }

    private static func transport(_ source: SocketAddress) -> String {
        switch source.family {
        case .ipv6: "tcpv6"
        case .unix: "unix_stream"
        case .ipv4, .none: "tcpv4"
        }
    }

    /// `25s`, `3m7s`, `2h5m`, `1d4h`
    static func age(_ seconds: Int64) -> String {
        switch seconds {
        case ..<60: "\(seconds)s"
        case ..<3600: "\(seconds / 60)m\(seconds % 60)s"
        case ..<86400: "\(seconds / 3600)h\(seconds / 60 % 60)m"
        default: "\(seconds / 86400)d\(seconds / 3600 % 24)h"
        }
    }

    private static func delay(_ time: Milliseconds) -> String { time == .never ? "" : age(time.rawValue / 1000) }
}
