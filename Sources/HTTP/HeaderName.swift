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

    /// The name's number. Its length and first letter decide nearly always, so that one comparison is enough.
    @inlinable
    public static func identify(_ bytes: Span<UInt8>, _ range: Range<Int>) -> HeaderName {
        switch range.count {
        case 2: return bytes.equals("te", in: range) ? .te : .other
        case 4: return identify4(bytes, range)
        case 6: return identify6(bytes, range)
        case 7:
            return bytes.equals("upgrade", in: range)
                ? .upgrade : bytes.equals("trailer", in: range) ? .trailer : .other
        case 8: return bytes.equals("location", in: range) ? .location : .other
        case 9: return bytes.equals("forwarded", in: range) ? .forwarded : .other
        case 10: return identify10(bytes, range)
        case 12: return bytes.equals("content-type", in: range) ? .contentType : .other
        case 13: return bytes.equals("authorization", in: range) ? .authorization : .other
        case 14: return bytes.equals("content-length", in: range) ? .contentLength : .other
        case 15: return bytes.equals("x-forwarded-for", in: range) ? .forwardedFor : .other
        case 16: return bytes.equals("proxy-connection", in: range) ? .proxyConnection : .other
        case 17: return identify17(bytes, range)
        case 20: return bytes.equals("sec-websocket-accept", in: range) ? .secWebSocketAccept : .other
        default: return .other
        }
    }

    @usableFromInline
    static func identify4(_ bytes: Span<UInt8>, _ range: Range<Int>) -> HeaderName {
        if bytes.equals("host", in: range) { return .host }
        return bytes.equals("date", in: range) ? .date : .other
    }

    @usableFromInline
    static func identify6(_ bytes: Span<UInt8>, _ range: Range<Int>) -> HeaderName {
        if bytes.equals("cookie", in: range) { return .cookie }
        if bytes.equals("expect", in: range) { return .expect }
        return bytes.equals("server", in: range) ? .server : .other
    }

    @usableFromInline
    static func identify10(_ bytes: Span<UInt8>, _ range: Range<Int>) -> HeaderName {
        if bytes.equals("connection", in: range) { return .connection }
        if bytes.equals("keep-alive", in: range) { return .keepAlive }
        return bytes.equals("set-cookie", in: range) ? .setCookie : .other
    }

    @usableFromInline
    static func identify17(_ bytes: Span<UInt8>, _ range: Range<Int>) -> HeaderName {
        if bytes.equals("transfer-encoding", in: range) { return .transferEncoding }
        return bytes.equals("sec-websocket-key", in: range) ? .secWebSocketKey : .other
    }
}
