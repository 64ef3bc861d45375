import HTTP
import Memory

/// Parts of a request's target (manual, 7.3.6).
extension SampleFetch {
    /// `path`
    static let path = SampleFetch(
        "path", gives: .string, in: .requestContent, "The path of the request, without the query."
    ) { _, evaluation in
        evaluation.withRequest { message, arena in
            message.target(in: arena).path.map { .string($0) }
        }
    }

    /// `url`
    static let url = SampleFetch(
        "url", gives: .string, in: .requestContent, "The target of the request as it was received."
    ) { _, evaluation in
        evaluation.withRequest { message, arena in .string(arena.view(of: message.target)) }
    }
}

/// A request's target, taken apart when a part is asked for (RFC 9112, 3.2).
public struct RequestTarget {
    public let view: ByteView

    public init(view: ByteView) { self.view = view }

    /// Where the path begins; nil for `*` and for an authority alone.
    private var pathStart: Int? {
        if view.byte(at: 0) == 47 { return 0 }
        // A scheme and an authority come first in the absolute form.
        guard let colon = view.firstIndex(of: 58), view.byte(at: colon + 1) == 47, view.byte(at: colon + 2) == 47 else {
            return nil
        }
        return view.firstIndex(of: 47, from: colon + 3)
    }

    /// The path with its query.
    public var pathAndQuery: ByteView? { pathStart.map { view.slice($0) } }

    /// The path alone.
    public var path: ByteView? {
        guard let whole = pathAndQuery else { return nil }
        return whole.slice(0, whole.firstIndex(of: 63) ?? whole.count)
    }

    /// What follows the first question mark.
    public var query: ByteView? {
        guard let mark = view.firstIndex(of: 63) else { return nil }
        return view.slice(mark + 1)
    }
}

extension Message {
    public func target(in arena: Buffer) -> RequestTarget { RequestTarget(view: arena.view(of: target)) }
}
