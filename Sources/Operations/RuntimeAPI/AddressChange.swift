import Configuration
import Proxying
import Transport

/// A new address as `set server … addr` takes it.
enum AddressChange {
    private static let origin = " by 'stats socket command'"

    /// A port as the command takes it: one of its own, or what is added to the one that the client came to.
    private enum Port {
        case fixed(UInt16)
        case offset(Int)

        init?(_ text: String) {
            guard let sign = text.utf8.first else { return nil }
            if sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") {
                guard let number = UInt16(text.dropFirst()) else { return nil }
                self = .offset(sign == UInt8(ascii: "-") ? -Int(number) : Int(number))
            } else {
                guard let number = UInt16(text) else { return nil }
                self = .fixed(number)
            }
        }

        init(of server: ServerState) {
            self = server.portOffset.map { .offset($0) } ?? .fixed(server.address.port)
        }

        var text: String {
            switch self {
            case .fixed(let port): String(port)
            case .offset(let offset): offset < 0 ? String(offset) : "+\(offset)"
            }
        }
    }

    /// Changes address and port; what there is to say about it.
    static func apply(
        _ address: String, port: String?, to server: ServerState, of backend: Proxy, _ context: LoopContext
    ) -> String {
        let old = server.address
        guard let host = SocketAddress(literal: address) else { return "Invalid addr '\(address)'" + origin }
        guard old.family != .unix else {
            return "Update for the current server address family is only supported through configuration file" + origin
        }
        let change =
            host.host == old.host ? "no need to change the addr" : "IP changed from '\(old.host)' to '\(host.host)'"
        let known = Port(of: server)
        // The address is taken whether or not its port is.
        context.move(server, of: backend, to: host.with(port: old.port))
        guard let port else { return change + origin }
        guard let wanted = Port(port) else { return change + ", problem converting port '\(port)' to an int" + origin }
        switch wanted {
        case .offset where server.settings.check.port == nil:
            return change
                + ", can't change <port> to port map because it is incompatible with current health check port "
                + "configuration (use 'port' statement from the 'server' directive." + origin
        case .offset(let offset): context.move(server, of: backend, to: host.with(port: old.port), portOffset: offset)
        case .fixed(let number): context.move(server, of: backend, to: host.with(port: number), portOffset: nil)
        }
        let result =
            wanted.text == known.text
            ? "no need to change the port" : "port changed from '\(known.text)' to '\(wanted.text)'"
        return change + ", " + result + origin
    }
}
