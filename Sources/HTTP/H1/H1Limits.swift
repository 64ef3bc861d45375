/// Limits of a message head.
public struct H1Limits: Sendable {
    /// `tune.http.maxhdr`
    public var maximumHeaders = 101
    /// Longest header name.
    public var maximumNameLength = 255
    /// `option accept-unsafe-violations-in-http-request` / `-response`
    public var isRelaxed = false
    /// `h1-accept-payload-with-any-method`: a GET, HEAD or DELETE of HTTP/1.0 may have a body.
    public var acceptsAnyBody = false
    /// `h1-do-not-close-on-insecure-transfer-encoding`: a message with a length and a coding leaves the connection open.
    public var trustsCodingWithLength = false

    public init() {}
}
