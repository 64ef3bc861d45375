import Samples

extension SampleCatalogue {
    /// All that configurations of this program can use.
    public static let all = SampleCatalogue(
        fetches: SampleFetch.all + SampleFetch.ofState, converters: Converter.all + Converter.ofState,
        aliases: LogAlias.all)
}

extension SampleFetch {
    /// Every fetch that reads the state of a connection, a proxy, a server or the process, by family.
    static let ofState: [SampleFetch] = [
        // The client's connection
        .source, .sourcePort, .destination, .destinationPort,
        // Users
        .isUser, .groupsOfUser,
        // Captures
        .capturedOfRequest, .capturedOfResponse,
    ]
}

extension Converter {
    /// Every converter that asks for the state of a proxy or a server.
    static let ofState: [Converter] = [.captureForRequest, .captureForResponse]
}

extension LogAlias {
    /// Every item of log formats, by family.
    static let all: [LogAlias] = [
        // The client's connection
        .clientAddress, .clientPort,
    ] + captures
}
