import Configuration
import Glibc

extension Address {
    /// Why the inherited descriptor that this is cannot be listened on: it is not open, or no socket.
    var descriptorProblem: String? {
        guard case .descriptor(let number) = host else { return nil }
        var kind: Int32 = 0
        var length = socklen_t(MemoryLayout<Int32>.size)
        guard getsockopt(Int32(clamping: number), SOL_SOCKET, SO_TYPE, &kind, &length) != 0 else { return nil }
        return "cannot use file descriptor '\(number)' : \(String(cString: strerror(errno)))."
    }
}
