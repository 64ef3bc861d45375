import Configuration
import Samples

/// Where a step connects to and how (manual, 4.2 `tcp-check connect`).
struct CheckConnect: Sendable {
    enum Port: Sendable, Equatable {
        /// `port` of the server's line, or its own.
        case ofServer
        case fixed(UInt16)
        case expression(Expression)
    }

    var port = Port.ofServer
    /// Nil for `addr` of the server's line, or its own address.
    var address: Address?
    /// What the server's line says of connections, such as `send-proxy`, counts here.
    var usesServerOptions = false
    var sendsProxy = false
    /// Through the proxy that the server's line names.
    var usesSocks = false
    /// No rule says how: the check may take an idle connection instead.
    var isImplied = false
    /// The connection ends cleanly instead of with a reset.
    var lingers = false

    /// The connection that is made where no rule says how.
    static let ofServer: CheckConnect = {
        var connect = CheckConnect()
        connect.usesServerOptions = true
        connect.isImplied = true
        return connect
    }()

    /// As results name it: `connect port 25`.
    var summary: String {
        guard case .fixed(let port) = port else { return "connect" }
        return "connect port \(port)"
    }
}
