import Samples

extension SampleCatalogue {
    /// All that configurations of this program can use.
    public static let all = SampleCatalogue(
        fetches: SampleFetch.all + SampleFetch.ofState + SampleFetch.planned,
        converters: Converter.all + Converter.ofState, aliases: LogAlias.all)
}

extension SampleFetch {
    /// Every fetch that reads the state of a connection, a proxy, a server or the process, by family.
    static let ofState: [SampleFetch] = [
        // The client's connection
        [.source, .sourcePort, .destination, .destinationPort], clientConnection, transportMeasures, sourceKeys,
        proxyHeaders, clearConnection,
        // Proxies and servers
        proxyFacts, timeouts, proxyLoad, serverFacts, serverConnectionFacts,
        priorities,
        // Users
        [.isUser, .groupsOfUser],
        // Tables
        trackedCounters, tableLookups,
        // Captures
        [.capturedOfRequest, .capturedOfResponse],
        // The process
        processState,
        // One exchange
        transactions, streamEnds, streamMeasures, timers, transferred, decisions, requestLines, messageViews,
    ].flatMap { $0 }
}

extension Converter {
    /// Every converter that asks for the state of a proxy or a server.
    static let ofState: [Converter] =
        (serverFacts + [.captureForRequest, .captureForResponse] + tableLookups).map(\.askingALoop)
}

extension LogAlias {
    /// Every item of log formats, by family.
    static let all: [LogAlias] =
        [
            dates, timers, addresses, places, loads, requests, endings, identities,
        ].flatMap { $0 } + captures
}
