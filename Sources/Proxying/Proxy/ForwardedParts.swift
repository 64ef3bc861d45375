import Samples

/// What `option forwarded` tells servers (manual, 4.2; RFC 7239).
public struct ForwardedParts: OptionSet, Sendable, Hashable {
    public let rawValue: UInt8
    public init(rawValue: UInt8) { self.rawValue = rawValue }

    public static let proto = ForwardedParts(rawValue: 1)
    public static let host = ForwardedParts(rawValue: 2)
    public static let byAddress = ForwardedParts(rawValue: 4)
    /// Counts with `byAddress` only.
    public static let byPort = ForwardedParts(rawValue: 8)
    public static let forAddress = ForwardedParts(rawValue: 16)
    /// Counts with `forAddress` only.
    public static let forPort = ForwardedParts(rawValue: 32)
}

/// Expressions in the place of what `option forwarded` knows itself.
struct ForwardedExpressions: Sendable {
    var host: Expression?
    var by: Expression?
    var byPort: Expression?
    var `for`: Expression?
    var forPort: Expression?
}
