import Proxying
import Transport

/// A new address as `set server … addr` takes it.
enum AddressChange {
    private static let origin = " by 'stats socket command'"

    /// Changes address and port; what there is to say about it.
    static func apply(
        _ address: String, port: String?, to server: ServerState, of backend: Proxy, _ context: LoopContext
    ) -> String {
        let old = server.address
        guard let host = SocketAddress(literal: address) else { return "Invalid addr '\(address)'" + origin }
        guard old.family != .unix else {
            return "Update for the current server address family is only supported through configuration file" + origin
        }
        var new = host.with(port: old.port)
        var parts = [
            host.host == old.host
                ? "no need to change the addr" : "IP changed from '\(old.host)' to '\(host.host)'"
        ]
        if let port {
            guard let number = UInt16(port) else {
                return parts[0] + ", problem converting port '\(port)' to an int" + origin
            }
            new.port = number
            parts.append(
                number == old.port ? "no need to change the port" : "port changed from '\(old.port)' to '\(number)'")
        }
        if new != old { context.move(server, of: backend, to: new) }
        return parts.joined(separator: ", ") + origin
    }
}
