/// What a condition says.
public enum Verdict: UInt8, Sendable {
    case no, yes
    /// More data could decide it.
    case unknown
}
