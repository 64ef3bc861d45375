import Configuration
import Proxying
import Transport

/// Another place for the checks of a server (`set server … check-addr`, `check-port`, `agent-addr`, `agent-port`).
enum CheckTargetChange {
    /// Whose checks.
    enum Kind: String {
        case check, agent

        func record(_ server: ServerState) -> CheckRecord? {
            let record = self == .check ? server.checkRecord : server.agentRecord
            return record?.isEnabled == true ? record : nil
        }

        var problem: String {
            self == .check
                ? "health checks are not enabled on this server" : "agent checks are not enabled on this server"
        }
    }

    /// `<addr> [port <port>]`. The name of an agent's host is looked up (management guide, 9.3).
    static func move(_ kind: Kind, _ server: ServerState, _ request: CommandRequest) {
        let text = request.argument(2)
        guard !text.isEmpty else {
            return request.refuse("set server <b>/<s> \(kind.rawValue)-addr requires an address and optionally a port.")
        }
        guard kind.record(server) != nil else { return request.report(.error, kind.problem) }
        let port = request.argument(3) == "port" ? request.argument(4) : nil
        func end(_ address: SocketAddress?) {
            let problem = address.map { move(kind, server, to: $0, port: port) } ?? "invalid addr '\(text)'"
            if let problem { request.report(.error, problem) } else { request.finish() }
        }
        let literal = SocketAddress(literal: text)
        guard kind == .agent, literal == nil else { return end(literal) }
        request.api.lookUp(text, then: end)
    }

    /// What is wrong, or nil once it is done.
    private static func move(_ kind: Kind, _ server: ServerState, to address: SocketAddress, port: String?) -> String? {
        guard let record = kind.record(server) else { return kind.problem }
        var target = record.target ?? CheckTarget()
        target.address = address
        if let port, let problem = set(&target, port) { return problem }
        record.target = target
        return nil
    }

    /// `<port>`: what is wrong, or nil once it is done.
    static func turn(_ kind: Kind, _ server: ServerState, toPort text: String) -> String? {
        guard !text.isEmpty else { return "set server <b>/<s> \(kind.rawValue)-port requires a port." }
        guard let record = kind.record(server) else { return kind.problem }
        var target = record.target ?? CheckTarget()
        if let problem = set(&target, text) { return problem }
        record.target = target
        return nil
    }

    /// Port 0 is that of the configuration.
    private static func set(_ target: inout CheckTarget, _ text: String) -> String? {
        guard let number = Int(text) else { return "provided port is not an integer" }
        guard let port = UInt16(exactly: number) else { return "provided port is invalid" }
        target.port = port == 0 ? nil : port
        return nil
    }
}
