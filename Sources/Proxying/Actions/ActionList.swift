extension Action {
    /// Every action of the rule sets, by family.
    static let all: [Action] = [
        // Answers
        .accept, .allow, .close, .deny, .redirect, .return, .tcpReject,
        // Fields of heads
        .addHeader, .delHeader, .replaceHeader, .replaceValue, .setHeader,
        // First lines
        .setMethod, .setPath, .setPathAndQuery, .setQuery, .setURI, .replacePath, .replacePathAndQuery, .replaceURI,
        .setStatus,
        // Captures and early answers
        .capture, .earlyHint,
        // How rules are run
        .strictMode,
        // Variables
        .setVariable, .setVariableFormat, .unsetVariable,
    ]
}
