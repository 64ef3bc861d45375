import Configuration
import Transport

extension Arguments {
    /// The argument of `cc`. An algorithm that this system does not have is warned of, and its default stays.
    mutating func congestionControl() throws(ConfigurationError) -> CongestionControl? {
        guard let word = optional() else {
            throw ConfigurationError("'\(keyword)' : missing the name of a TCP congestion control algorithm.")
        }
        let algorithm = CongestionControl(word.text)
        guard let problem = algorithm.problem else { return algorithm }
        diagnostics.add(
            line.diagnostic(
                .warning,
                "'\(keyword) \(word.text)' : this congestion control algorithm cannot be used here (\(problem)); "
                    + "connections keep the system's.", column: word.column))
        return nil
    }
}
