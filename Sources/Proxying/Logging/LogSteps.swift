/// `log-steps`: when streams are logged; none where nothing is said.
public struct LogSteps: OptionSet, Sendable {
    public let rawValue: UInt16
    public init(rawValue: UInt16) { self.rawValue = rawValue }
    init(_ origin: LogOrigin) { rawValue = 1 << UInt16(origin.rawValue) }
}
