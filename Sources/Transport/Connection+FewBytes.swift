import EventLoop
import Glibc

/// Some bytes in front of a connection's data, which need no buffer.
extension Connection {
    /// Sends all of `bytes`; false when the kernel does not take them.
    public func sendAtOnce(_ bytes: [UInt8]) -> Bool {
        let flags = Int32(truncatingIfNeeded: MSG_NOSIGNAL)
        return bytes.withUnsafeBytes { Glibc.send(descriptor, $0.baseAddress, $0.count, flags) } == bytes.count
    }

    /// Receives up to `count` bytes, and leaves what is behind them.
    public func receive(atMost count: Int, _ body: (UInt8) -> Void) -> Transfer {
        withUnsafeTemporaryAllocation(byteCount: max(1, count), alignment: 1) { room in
            let result = recv(descriptor, room.baseAddress, room.count, Int32(truncatingIfNeeded: MSG_DONTWAIT))
            guard result > 0 else { return result == 0 ? .end : errno == EAGAIN ? .wouldBlock : .failed(errno) }
            room.prefix(result).forEach(body)
            return .bytes(result)
        }
    }
}
