extension SampleFetch {
    /// Every fetch that needs nothing but the messages and the variables at hand, by family. Those that read the state of a
    /// connection, a proxy or the process are listed with their owners.
    public static let all: [SampleFetch] = [
        // Constants and variables
        [
            .alwaysFalse, .alwaysTrue, .boolean, .integer, .string, .binary, .ipv4, .ipv6, .variable, .allVariables,
            .namedACLs,
        ],
        // The process and the machine
        [
            .now, .microsecondsNow, .environment, .hostName, .processIdentifier, .processNumber, .processCount, .random,
            .uuid, .quicEnabled,
        ],
        // Heads of messages
        startLines, targets, bases, parameters, headers, headerBlocks, cookies, credentials,
        // What follows them
        bodies,
        // Bytes that are not HTTP
        payloads, tlsHellos, remoteDesktopCookies, distributedCompiler,
    ].flatMap { $0 }
}
