import Configuration
import Samples

/// The `stick` lines of a backend, by what they do (manual, 4.2 `stick match`, `stick store-request`, `stick store-response`).
public final class StickRules: Sendable {
    struct Rule: Sendable {
        let expression: Expression
        let condition: ACLCondition?
        /// The table's number.
        let table: Int
    }

    let matches: [Rule]
    let requestStores: [Rule]
    let responseStores: [Rule]

    /// Nil without rules.
    init?(matches: [Rule], requestStores: [Rule], responseStores: [Rule]) {
        guard !matches.isEmpty || !requestStores.isEmpty || !responseStores.isEmpty else { return nil }
        self.matches = matches
        self.requestStores = requestStores
        self.responseStores = responseStores
    }
}

/// A `stick` line while the configuration is read.
public struct StickLine {
    enum Kind { case match, storeRequest, storeResponse, on }

    let kind: Kind
    let expression: Expression
    /// Nil: that of the backend.
    let table: String?
    let condition: ACLCondition?
    let line: ConfigurationLine
}
