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
