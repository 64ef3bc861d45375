import Samples

/// One step of a check.
struct CheckStep: Sendable {
    enum Action: Sendable {
        case connect(CheckConnect)
        case send(CheckMessage)
        case request(CheckRequest)
        case expect(CheckExpectation)
        case setVariable(CheckVariable)
        /// What the server's line says for its agent; nothing when it says nothing.
        case sendAgentMessage
        case expectAgentLine
    }

    let action: Action
    /// Its place among the rules of the configuration, from 1 on; 0 for one that is implied.
    var number = 0
    /// Said when the step fails.
    var comment: String?

    init(_ action: Action, number: Int = 0, comment: String? = nil) {
        self.action = action
        self.number = number
        self.comment = comment
    }

    /// As results name it: `expect string 'PONG'`.
    var summary: String {
        switch action {
        case .connect(let connect): connect.summary
        case .send, .request, .sendAgentMessage: "send"
        case .expect(let expectation): "expect \(expectation.summary)"
        case .expectAgentLine: "expect"
        case .setVariable: "action"
        }
    }
}

/// `tcp-check set-var` and its cousins.
final class CheckVariable: Sendable {
    enum Value: Sendable {
        case expression(Expression)
        case format(LogFormat)
        /// `unset-var`
        case none
    }

    let name: VariableName
    let value: Value
    let conditions: VariableConditions

    init(_ name: VariableName, _ value: Value, _ conditions: VariableConditions = []) {
        self.name = name
        self.value = value
        self.conditions = conditions
    }
}
