/// Limits of a message head.
public struct H1Limits: Sendable {
    /// `tune.http.maxhdr`
    public var maximumHeaders = 101
    /// Longest header name.
    public var maximumNameLength = 255
    /// `option accept-unsafe-violations-in-http-request` / `-response`
    public var isRelaxed = false

    public init() {}
}
