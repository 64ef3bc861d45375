extension Action {
    /// Every action of the rule sets, by family.
    static let all: [Action] =
        [
            // Answers
            .accept, .allow, .auth, .close, .deny, .redirect, .reject, .return, .silentDrop,
            .tarpit,
            // Fields of heads
            .addHeader, .addHeadersBinary, .delHeader, .delHeadersBinary, .setHeadersBinary,
            .replaceHeader, .replaceValue, .setHeader,
            // First lines
            .setMethod, .setPath, .setPathAndQuery, .setQuery, .setURI, .replacePath, .replacePathAndQuery, .replaceURI,
            .normalizeURI, .setStatus,
            // Captures, logs and early answers
            .capture, .doLog, .earlyHint,
            // How rules are run
            .doResolve, .pause, .strictMode, .waitForBody, .waitForHandshake,
            // Maps and lists
            .addACL, .deleteACL, .deleteMap, .setMap,
            // Addresses and how an exchange is handled
            .setDestination, .setDestinationPort, .setSource, .setSourcePort,
            .disableRetries, .setBandwidthLimit, .setLogLevel, .setNice, .setPriorityClass, .setPriorityOffset,
            .setRetries,
            .setTimeout,
            // What a connection speaks
            .expectNetScaler, .expectProxy, .switchMode,
            // Variables
            .setVariable, .setVariableFormat, .unsetVariable,
            // Tables
            .track,
        ] + packets + counterActions
}
