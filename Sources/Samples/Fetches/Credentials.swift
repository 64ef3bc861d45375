import HTTP
import Memory

/// What a client sends to authenticate (manual, 7.3.6; RFC 7617, RFC 6750). Nothing is checked here.
extension SampleFetch {
    static let credentials: [SampleFetch] = [userName, password, authenticationType, bearerToken]

    /// `http_auth_user`
    private static let userName = SampleFetch(
        "http_auth_user", gives: .string, in: .requestContent, "The user's name of basic authentication."
    ) { _, evaluation in evaluation.basicCredentials.map { .string($0.user) } }

    /// `http_auth_pass`
    private static let password = SampleFetch(
        "http_auth_pass", gives: .string, in: .requestContent, "The password of basic authentication."
    ) { _, evaluation in evaluation.basicCredentials.map { .string($0.password) } }

    /// `http_auth_type`
    private static let authenticationType = SampleFetch(
        "http_auth_type", gives: .string, in: .requestContent, "The scheme of the client's authentication."
    ) { _, evaluation in
        if evaluation.basicCredentials != nil { return .string(ByteView("Basic")) }
        return evaluation.authorization("bearer").map { _ in .string(ByteView("Bearer")) }
    }

    /// `http_auth_bearer([<header>])`
    private static let bearerToken = SampleFetch(
        "http_auth_bearer", gives: .string, takes: ArgumentGrammar(optional: [.string]), in: .requestContent,
        "The token of bearer authentication.", check: prepareBearer
    ) { arguments, evaluation in
        let lookup = HeaderLookup(arguments)
        return evaluation.withRequest { message, arena in
            message.headers.fields.first { lookup.matches($0, in: arena) }.flatMap {
                arena.view(of: $0.valueSlice).credentials(of: "bearer").map { .string($0) }
            }
        }
    }

    private static func prepareBearer(_ arguments: inout PreparedArguments) throws {
        if arguments.bytes(0).isEmpty { arguments.set(Array("authorization".utf8), at: 0) }
        try HeaderLookup.prepare(&arguments, for: .request)
    }
}

extension Evaluation {
    /// What follows a scheme's name in the `Authorization` header.
    fileprivate func authorization(_ scheme: StaticString) -> ByteView? {
        withRequest { message, arena in
            message.headers.first(.authorization).flatMap {
                arena.view(of: $0.valueSlice).credentials(of: scheme)
            }
        }
    }

    /// Name and password in the `Authorization` header.
    public var basicCredentials: (user: ByteView, password: ByteView)? {
        guard let encoded = authorization("basic"), let decoded = write({ Base64.standard.decode(encoded, into: $0) }),
            let colon = decoded.firstIndex(of: 58)
        else { return nil }
        return (decoded.slice(0, colon), decoded.slice(colon + 1))
    }
}

extension ByteView {
    /// What follows the name of a scheme, which is in lower case, and blanks; nil without any.
    fileprivate func credentials(of scheme: StaticString) -> ByteView? {
        guard startsIgnoringCase(with: scheme) else { return nil }
        let end = scheme.utf8CodeUnitCount
        let start = skippingBlanks(from: end)
        guard start > end, start < count else { return nil }
        return slice(start).withoutBlanks
    }
}
