import Memory

/// The protocols whose answers checks read, seen from outside: for what feeds them with anything at all.
public enum CheckProtocols {
    private static let readers: [@Sendable (ByteView, Bool) -> CheckVerdict] = [
        { SMTPCheck.read($0, $1, isLast: true) }, { RedisCheck.read($0, $1) }, { LDAPCheck.read($0, $1) },
        { PostgreSQLCheck.read($0, $1) }, { MySQLCheck.read($0, $1, packet: 1, isLast: true) },
        { TLSHelloCheck.read($0, $1) }, { SPOPCheck.read($0, $1) },
    ]

    /// What an answer in the protocol of a number, any number, comes to; nil while it decides nothing.
    public static func status(of answer: ByteView, isComplete: Bool, protocol number: Int) -> CheckStatus? {
        let reader = readers[Int(number.magnitude % UInt(readers.count))]  // bounded: the remainder is in range
        switch reader(answer, isComplete) {
        case .undecided: return nil
        case .passed, .answered: return .layer7OK
        case .failed(let status, _, _): return status ?? .layer7Response
        case .finished(let status, _, _): return status
        }
    }
}
