import Memory

/// The header fields that the proxy itself looks at, known by a small number so that no name is compared twice.
public enum HeaderName: UInt8, Sendable {
    case other
    case host
    case connection
    case contentLength
    case transferEncoding
    case upgrade
    case expect
    case keepAlive
    case proxyConnection
    case cookie
    case te
    case trailer
    case date
    case server
    case setCookie
    case contentType
    case authorization
    case forwardedFor
    case secWebSocketKey
    case secWebSocketAccept
    case forwarded
    case originalTo
    case location

    /// The name's number. Its length and first letter decide nearly always, so that at most one comparison is made.
    @inlinable
    public static func identify(_ bytes: Span<UInt8>, _ range: Range<Int>) -> HeaderName {
        guard let first = bytes.byte(at: range.lowerBound) else { return .other }
        guard let (name, text) = candidate(range.count, first | 0x20) else { return .other }
        return bytes.isToken(text, in: range) ? name : .other
    }

    /// The only name of a length and a first letter, in lower case, that has a number.
    @inlinable @inline(__always)
    static func candidate(_ length: Int, _ first: UInt8) -> (HeaderName, StaticString)? {
        switch (length, first) {
        case (2, 0x74): (.te, "te")
        case (4, 0x68): (.host, "host")
        case (4, 0x64): (.date, "date")
        case (6, 0x63): (.cookie, "cookie")
        case (6, 0x65): (.expect, "expect")
        case (6, 0x73): (.server, "server")
        case (7, 0x75): (.upgrade, "upgrade")
        case (7, 0x74): (.trailer, "trailer")
        case (8, 0x6c): (.location, "location")
        case (9, 0x66): (.forwarded, "forwarded")
        case (10, 0x63): (.connection, "connection")
        case (10, 0x6b): (.keepAlive, "keep-alive")
        case (10, 0x73): (.setCookie, "set-cookie")
        case (12, 0x63): (.contentType, "content-type")
        case (13, 0x61): (.authorization, "authorization")
        case (14, 0x63): (.contentLength, "content-length")
        case (15, 0x78): (.forwardedFor, "x-forwarded-for")
        case (16, 0x70): (.proxyConnection, "proxy-connection")
        case (17, 0x74): (.transferEncoding, "transfer-encoding")
        case (17, 0x73): (.secWebSocketKey, "sec-websocket-key")
        case (20, 0x73): (.secWebSocketAccept, "sec-websocket-accept")
        default: nil
        }
    }
}
