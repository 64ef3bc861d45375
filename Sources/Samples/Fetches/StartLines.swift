import HTTP
import Memory

/// The first lines of requests and responses (manual, 7.3.6).
extension SampleFetch {
    static let startLines: [SampleFetch] = [
        method, constantMethod, requestVersion, requestVersion.named("req_ver"), responseVersion,
        responseVersion.named("resp_ver"), status, looksLikeHTTP, looksLikeHTTP.named("req_proto_http"),
    ]

    /// `method`
    private static let method = SampleFetch("method", gives: .method, in: .requestKept, "The method of the request.") {
        _, evaluation in
        evaluation.withRequest { message, arena in .method(message.method, arena.view(of: message.methodSlice)) }
            ?? evaluation.keptMethod.map { .method($0, ByteView($0.name)) }
    }

    /// `meth(<name>)`
    private static let constantMethod = SampleFetch(
        "meth", gives: .method, takes: ArgumentGrammar([.string]), in: .everywhere, "A method."
    ) { arguments, _ in
        let name = arguments.text(0)
        return .method(Method(view: name), name)
    }

    /// `req.ver`
    private static let requestVersion = SampleFetch(
        "req.ver", gives: .string, in: .requestKept, "The request's version of HTTP, such as `1.1`."
    ) { _, evaluation in evaluation.withRequest(version) }

    /// `res.ver`
    private static let responseVersion = SampleFetch(
        "res.ver", gives: .string, in: .serverConnection, "The response's version of HTTP, such as `1.1`."
    ) { _, evaluation in evaluation.withResponse(version) }

    /// `status`
    private static let status = SampleFetch(
        "status", gives: .integer, in: .serverConnection, "The status of the response."
    ) { _, evaluation in
        if let status = evaluation.withResponse({ message, _ in message.status }) { return .integer(Int64(status)) }
        return evaluation.keptStatus == 0 ? nil : .integer(Int64(evaluation.keptStatus))
    }

    /// `req.proto_http`
    private static let looksLikeHTTP = SampleFetch(
        "req.proto_http", gives: .boolean, in: .requestKept, "Whether a whole HTTP request was received."
    ) { _, evaluation in evaluation.withRequest { _, _ in .boolean(true) } }

    /// The digits behind the protocol's name.
    private static func version(_ message: Message, _ arena: Buffer) -> Sample? {
        guard message.version.isEmpty else {
            let text = arena.view(of: message.version)
            return text.firstIndex(of: 47).map { .string(text.slice($0 + 1)) }
        }
        return .string(message.minorVersion == 0 ? ByteView("1.0") : ByteView("1.1"))
    }
}
