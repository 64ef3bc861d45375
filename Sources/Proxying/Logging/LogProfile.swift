import Configuration
import Samples

/// A `log-profile` section: what the lines of some targets say in the place of their proxies' formats (manual, 8.3.5).
public final class LogProfile: Sendable {
    /// What is different at a step.
    struct Step: Sendable {
        var isDropped = false
        var format: LogFormat?
        var structuredData: LogFormat?
    }

    public let name: String
    /// `log-tag`
    let tag: String?
    /// By the origin of a line.
    private let steps: [Step?]

    init(_ builder: LogProfileBuilder) {
        name = builder.name
        tag = builder.tag
        steps = LogOrigin.allCases.map { builder.steps[$0] ?? builder.anyStep }
    }

    func step(_ origin: LogOrigin) -> Step? { steps[Int(origin.rawValue)] }
}

/// A `log-profile` section while it is read.
public final class LogProfileBuilder {
    let name: String
    var tag: String?
    var steps: [LogOrigin: LogProfile.Step] = [:]
    /// `on any`
    var anyStep: LogProfile.Step?
    let expressions: ExpressionScope

    init(name: String, _ expressions: ExpressionScope) {
        self.name = name
        self.expressions = expressions
    }
}
