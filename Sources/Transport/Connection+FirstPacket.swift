import Glibc
import Memory

extension Connection {
    /// Appends the headers of the packet that began the connection; false without one. The kernel may give it only once.
    public func takeFirstPacket(into out: Buffer) -> Bool {
        // Headers of Ethernet, IP with options and TCP with options.
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 512) { memory in
            var length = socklen_t(memory.count)
            let result = getsockopt(
                descriptor, Int32(IPPROTO_TCP), SocketOption.savedFirstPacket, memory.baseAddress, &length)
            guard result == 0, length > 0 else { return false }
            return out.append(UnsafeBufferPointer(rebasing: memory.prefix(Int(length))).span)
        }
    }
}
