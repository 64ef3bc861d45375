import Configuration
import Samples

/// What a frontend's log says of its streams (manual, 8.2 and 8.3).
public struct AccessLogSettings: Sendable {
    /// `log-format`, or that of `option httplog` and its kin; nil: a line for each connection as it comes.
    public var format: LogFormat?
    /// The word that set it, for messages.
    public var formatKeyword = ""
    /// `error-log-format`
    public var errorFormat: LogFormat?
    /// `log-format-sd`
    public var structuredData: LogFormat?
    /// Where the formats were set, for messages.
    public var formatLine: ConfigurationLine?
    public var errorLine: ConfigurationLine?
    public var dataLine: ConfigurationLine?
    public var options: Options = []
    /// `log-steps`
    public var steps: LogSteps = []

    public struct Options: OptionSet, Sendable {
        public let rawValue: UInt8
        public init(rawValue: UInt8) { self.rawValue = rawValue }
        /// `option logasap`
        public static let early = Options(rawValue: 1)
        /// `option dontlognull`
        public static let ignoresEmpty = Options(rawValue: 2)
        /// `option dontlog-normal`
        public static let ignoresNormal = Options(rawValue: 4)
        /// `option log-separate-errors`
        public static let raisesErrors = Options(rawValue: 8)
    }

    public init() {}
}
