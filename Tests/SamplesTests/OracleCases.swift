/// An expression and what HAProxy 2.6 or 2.8 makes of it in a log, where it is followed.
typealias OracleCase = (String, String)

/// The same expressions stand in `Tests/Differential`.
enum OracleCases {
    static let all =
        numbers + text + codes + json + times + hosts + variables + forwarded + protocols
}
