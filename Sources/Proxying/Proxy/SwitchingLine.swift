import Configuration
import Samples

/// A `use_backend` or `use-server` line while the names of backends and servers are not all known.
public struct SwitchingLine {
    /// A plain name; nil for a format.
    let name: String?
    /// Nil for a plain name.
    let format: LogFormat?
    let condition: ACLCondition?
    let line: ConfigurationLine

    init(_ format: LogFormat, _ condition: ACLCondition?, _ line: ConfigurationLine) {
        name = format.constant.map { String(decoding: $0.view.bytes, as: UTF8.self) }
        self.format = name == nil ? format : nil
        self.condition = condition
        self.line = line
    }
}
