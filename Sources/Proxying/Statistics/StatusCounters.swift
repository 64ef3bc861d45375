/// Responses by the first digit of their status.
public struct StatusCounters: Sendable {
    public var informational: UInt64 = 0
    public var successful: UInt64 = 0
    public var redirecting: UInt64 = 0
    public var clientErrors: UInt64 = 0
    public var serverErrors: UInt64 = 0
    public var other: UInt64 = 0

    public init() {}

    @inline(__always)
    mutating func count(_ status: UInt16) {
        switch status {
        case 200..<300: successful &+= 1
        case 300..<400: redirecting &+= 1
        case 400..<500: clientErrors &+= 1
        case 500..<600: serverErrors &+= 1
        case 100..<200: informational &+= 1
        default: other &+= 1
        }
    }

    public mutating func add(_ counters: StatusCounters) {
        informational &+= counters.informational
        successful &+= counters.successful
        redirecting &+= counters.redirecting
        clientErrors &+= counters.clientErrors
        serverErrors &+= counters.serverErrors
        other &+= counters.other
    }
}
