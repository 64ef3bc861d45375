import Glibc

/// A failed system call.
public struct SystemError: Error, Sendable, Equatable {
    public let number: Int32
    public let call: String

    public init(_ number: Int32, _ call: String) {
        self.number = number
        self.call = call
    }

    /// What a system call returned, unless that says it failed.
    public static func check(_ result: Int32, _ call: String) throws(SystemError) -> Int32 {
        guard result >= 0 else { throw SystemError(errno, call) }
        return result
    }

    /// Whether nothing can be accepted for want of descriptors or memory: it is worth another try in a while, not at once.
    public static func isExhausted(_ number: Int32) -> Bool {
        number == EMFILE || number == ENFILE || number == ENOBUFS || number == ENOMEM
    }

    /// Whether a call failed because the system or the process had no more of something: descriptors, memory or ports.
    public static func isShortage(_ number: Int32) -> Bool {
        switch number {
        case EMFILE, ENFILE, ENOMEM, ENOBUFS, EADDRNOTAVAIL, EADDRINUSE, EAGAIN: true
        default: false
        }
    }

    /// The system's words for it.
    public var reason: String { String(cString: strerror(number)) }
}
