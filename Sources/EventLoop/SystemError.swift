import Glibc

/// A failed system call.
public struct SystemError: Error, Sendable, Equatable {
    public let number: Int32
    public let call: String

    public init(_ number: Int32, _ call: String) {
        self.number = number
        self.call = call
    }

    /// The system's words for it.
    public var reason: String { String(cString: strerror(number)) }
}
