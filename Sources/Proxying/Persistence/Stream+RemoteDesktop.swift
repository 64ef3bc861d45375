import Memory
import Samples
import Transport

/// Remote desktop clients come back to the server that has their session (manual, 4.2 `persist rdp-cookie`).
extension Stream {
    /// The place of the server that the client's cookie names, if that may take it.
    func remoteDesktopServer(_ backend: BackendShare) -> Int? {
        guard let cookie = backend.remoteDesktopCookie else { return nil }
        let evaluation = context.evaluation
        turn(evaluation)
        guard case .string(let value)? = cookie({ $0.evaluate(evaluation, as: .string) }),
            let address = SocketAddress(remoteDesktopCookie: value)
        else { return nil }
        let takesStopped = backend.options.contains(.persist)
        return backend.proxy.servers.firstIndex {
            $0.address == address && (takesStopped || $0.operation != .stopped)
        }
    }
}

extension SocketAddress {
    /// The address that a terminal server writes into its cookie: `<address>.<port>.<reserved>`, two decimal numbers whose bytes stand in
    /// the network's order when a small-endian machine keeps them; IPv4 only.
    init?(remoteDesktopCookie text: ByteView) {
        var position = 0
        guard let address = text.remoteDesktopNumber(UInt32.self, at: &position),
            let port = text.remoteDesktopNumber(UInt16.self, at: &position)
        else { return nil }
        self = .ipv4(address.byteSwapped, port: port.byteSwapped)
    }
}

extension ByteView {
    /// Reads digits up to a dot, and steps over that.
    fileprivate func remoteDesktopNumber<Value: FixedWidthInteger>(_: Value.Type, at position: inout Int) -> Value? {
        let start = position
        var value: Value = 0
        while let byte = byte(at: position), byte &- 48 < 10 {
            let (product, overflows) = value.multipliedReportingOverflow(by: 10)
            let (sum, carries) = product.addingReportingOverflow(Value(byte &- 48))
            if overflows || carries { return nil }
            value = sum
            position &+= 1
        }
        guard position > start, byte(at: position) == 46 else { return nil }
        position &+= 1
        return value
    }
}
