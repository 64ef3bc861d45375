import Configuration
import Samples

/// A `use_backend` line while the names of backends are not all known.
public struct SwitchingLine {
    /// A plain name; nil for a format.
    let name: String?
    let format: LogFormat?
    let condition: ACLCondition?
    let line: ConfigurationLine
}
