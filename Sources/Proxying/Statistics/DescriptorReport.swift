import EventLoop
import Transport

/// What `show fd` says of one descriptor.
public struct DescriptorReport: Sendable {
    public enum Kind: String, Sendable, CaseIterable { case listener, client, server, other }
    public let descriptor: Int32
    public let kind: Kind
    /// What is known of it, as letters: readable, writable, peer closed, connecting, failed.
    public let state: String
    /// The same as a number.
    public let bits: UInt32
    public let proxy: String?
    public let server: String?
}

extension LoopContext {
    /// Every descriptor of this loop.
    public var descriptorReports: [DescriptorReport] {
        loop.registeredSources.compactMap { source in
            if let listener = source as? ListenerSource { return listener.descriptorReport }
            guard let connection = source as? Connection else { return nil }
            let client = connection.owner as? FrontEndpoint
            let server = connection.owner as? BackEndpoint
            return DescriptorReport(
                descriptor: connection.descriptor, kind: client != nil ? .client : server != nil ? .server : .other,
                state: connection.state.letters, bits: UInt32(connection.state.rawValue),
                proxy: client?.session.frontend.proxy.settings.name ?? server?.server.backend.proxy.settings.name,
                server: server?.server.state.name)
        }
    }
}

extension Connection.State {
    /// Upper case for what is, lower case for what is not.
    var letters: String {
        let flags: [(Connection.State, String)] = [
            (.mayRead, "r"), (.mayWrite, "w"), (.peerClosed, "h"), (.connecting, "c"), (.failed, "e"),
        ]
        return flags.map { contains($0.0) ? $0.1.uppercased() : $0.1 }.joined()
    }
}
