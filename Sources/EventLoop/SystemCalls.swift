import CLinux
import Glibc
import Memory

/// What a read or write on a socket came to.
public enum Transfer: Sendable, Equatable {
    case bytes(Int)
    case wouldBlock
    /// The peer sends no more.
    case end
    case failed(Int32)
}

/// The calls of the data path, with buffers instead of pointers.
public enum SystemCalls {
    /// Appends to `buffer` what the socket holds, at most its room less `reserve`.
    @inline(__always)
    public static func receive(_ descriptor: Int32, into buffer: Buffer, reserve: Int = 0) -> Transfer {
        var wanted = 0
        let count = buffer.fill(reserve: reserve) { memory, room in
            wanted = room
            return recv(descriptor, memory, room, 0)
        }
        if count > 0 { return .bytes(count) }
        if wanted == 0 { return .bytes(0) }
        return count == 0 ? .end : failure()
    }

    /// Sends the data of `buffer`; what went out is consumed.
    @inline(__always)
    public static func send(_ descriptor: Int32, from buffer: Buffer, more: Bool = false) -> Transfer {
        let flags = Int32(truncatingIfNeeded: MSG_NOSIGNAL) | (more ? Int32(truncatingIfNeeded: MSG_MORE) : 0)
        let count = buffer.drain { memory, count in Glibc.send(descriptor, memory, count, flags) }
        return count >= 0 ? .bytes(count) : failure()
    }

    /// Sends the data of `buffer` as one datagram, or as much as a stream takes, without ever waiting.
    public static func sendAtOnce(_ descriptor: Int32, from buffer: Buffer) -> Transfer {
        let flags = Int32(truncatingIfNeeded: MSG_NOSIGNAL) | Int32(truncatingIfNeeded: MSG_DONTWAIT)
        let count = buffer.drain { memory, count in Glibc.send(descriptor, memory, count, flags) }
        return count >= 0 ? .bytes(count) : failure()
    }

    /// Appends one datagram to `buffer`, cut to its room; its sender, or nil when there is none to receive.
    public static func receiveDatagram(_ descriptor: Int32, into buffer: Buffer) -> sockaddr_storage? {
        var storage = sockaddr_storage()
        var length = socklen_t(MemoryLayout<sockaddr_storage>.size)
        var received = -1
        _ = buffer.fill { memory, room in
            received = withUnsafeMutablePointer(to: &storage) { pointer in
                pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                    recvfrom(descriptor, memory, room, Int32(truncatingIfNeeded: MSG_DONTWAIT), $0, &length)
                }
            }
            return received
        }
        return received >= 0 ? storage : nil
    }

    /// Writes the data of `buffer` with one call; what went out is consumed.
    public static func write(_ descriptor: Int32, from buffer: Buffer) -> Transfer {
        let count = buffer.drain { memory, count in Glibc.write(descriptor, memory, count) }
        return count >= 0 ? .bytes(count) : failure()
    }

    /// Moves bytes between a socket and a pipe inside the kernel.
    public static func splice(from source: Int32, to target: Int32, _ count: Int) -> Transfer {
        let moved = apus_splice(source, target, count)
        if moved > 0 { return .bytes(moved) }
        return moved == 0 ? .end : failure()
    }

    private static func failure() -> Transfer {
        let number = errno
        return number == EAGAIN || number == EINTR ? .wouldBlock : .failed(number)
    }
}
