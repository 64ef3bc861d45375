import Memory

/// A request method; case-sensitive (RFC 9110, 9.1).
public enum Method: UInt8, Sendable {
    case other, get, head, post, put, delete, connect, options, trace, patch

    /// As it is written; empty for one that is not known.
    public var name: StaticString {
        switch self {
        case .other: ""
        case .get: "GET"
        case .head: "HEAD"
        case .post: "POST"
        case .put: "PUT"
        case .delete: "DELETE"
        case .connect: "CONNECT"
        case .options: "OPTIONS"
        case .trace: "TRACE"
        case .patch: "PATCH"
        }
    }

    /// Unknown and lower-case methods are `other` and are forwarded as they are.
    static func identify(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Method {
        switch range.count {
        case 3:
            if bytes.isExactly("GET", in: range) { return .get }
            return bytes.isExactly("PUT", in: range) ? .put : .other
        case 4:
            if bytes.isExactly("POST", in: range) { return .post }
            return bytes.isExactly("HEAD", in: range) ? .head : .other
        case 5:
            if bytes.isExactly("PATCH", in: range) { return .patch }
            return bytes.isExactly("TRACE", in: range) ? .trace : .other
        case 6: return bytes.isExactly("DELETE", in: range) ? .delete : .other
        case 7:
            if bytes.isExactly("OPTIONS", in: range) { return .options }
            return bytes.isExactly("CONNECT", in: range) ? .connect : .other
        default: return .other
        }
    }

    /// The method that a text names.
    public init(view: ByteView) {
        self = view.withSpan { Method.identify($0, 0..<$0.count) }
    }
}
