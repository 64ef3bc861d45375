extension Action {
    /// Every action of the rule sets, by family.
    static let all: [Action] = [
        // Answers
        .accept, .allow, .close, .deny, .redirect, .return, .tcpReject,
        // Fields of heads
        .addHeader, .setHeader,
        // Variables
        .setVariable, .setVariableFormat, .unsetVariable,
    ]
}
