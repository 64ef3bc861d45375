extension SampleFetch {
    /// Every fetch that needs nothing but the messages and the variables at hand, by family. Those that read the state of a
    /// connection, a proxy or the process are listed with their owners.
    public static let all: [SampleFetch] = [
        // Constants and variables
        .alwaysFalse, .alwaysTrue, .integer, .string, .variable,
        // Requests
        .path, .url,
    ]
}
