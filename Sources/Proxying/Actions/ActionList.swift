extension Action {
    /// Every action of the rule sets, by family.
    static let all: [Action] = [
        // Answers
        .allow, .deny, .redirect, .return,
        // Fields of heads
        .addHeader, .setHeader,
        // Variables
        .setVariable, .setVariableFormat, .unsetVariable,
    ]
}
