import CLinux
import Glibc

/// A kernel pipe through which bytes go from socket to socket without being copied.
public final class Pipe {
    let readEnd: Int32
    let writeEnd: Int32
    /// Bytes inside.
    public internal(set) var count = 0
    public let capacity: Int

    /// A pipe, or nil when the system has no descriptors left.
    ///
    /// - Parameter size: in bytes; 0 is the system's 64 kB.
    public init?(size: Int = 0) {
        var ends: (Int32, Int32) = (-1, -1)
        let result = withUnsafeMutableBytes(of: &ends) { apus_pipe($0.assumingMemoryBound(to: Int32.self).baseAddress) }
        guard result == 0 else { return nil }
        (readEnd, writeEnd) = ends
        let granted = size > 0 ? apus_pipe_capacity(ends.1, Int32(clamping: size)) : 65536
        capacity = granted > 0 ? Int(granted) : 65536
    }

    deinit {
        close(readEnd)
        close(writeEnd)
    }
}
