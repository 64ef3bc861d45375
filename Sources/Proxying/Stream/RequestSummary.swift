import HTTP

/// What must be remembered of a request once its bytes are gone.
struct RequestSummary {
    /// As the client sent it.
    var method = Method.other
    /// As the server gets it.
    var sentMethod = Method.other
    /// HTTP/1.0
    var isOld = false
    /// The client's connection ends after this exchange.
    var closes = false
    var wantsUpgrade = false
    var hasBody = false
    /// `Proxy-Connection` takes the place of `Connection`.
    var usesProxyHeader = false
    /// The response is of HTTP/1.0.
    var isOldResponse = false
}
