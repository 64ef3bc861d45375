import HTTP
import Memory

/// A request's target, taken apart when a part is asked for (RFC 9112, 3.2).
public struct RequestTarget {
    public let view: ByteView

    public init(view: ByteView) { self.view = view }

    /// Where the authority of the absolute form begins, behind `://`.
    private var authorityStart: Int? {
        guard let colon = view.firstIndex(of: 58), view.byte(at: colon + 1) == 47, view.byte(at: colon + 2) == 47,
            view.byte(at: 0) != 47
        else { return nil }
        return colon + 3
    }

    /// The authority of the absolute form.
    var authority: ByteView? {
        guard let start = authorityStart else { return nil }
        return view.slice(start, authorityEnd(from: start))
    }

    private func authorityEnd(from start: Int) -> Int {
        var end = start
        while let byte = view.byte(at: end), byte != 47, byte != 63, byte != 35 { end &+= 1 }
        return end
    }

    /// Whether the scheme of the absolute form is `https`.
    var isSecure: Bool { view.startsIgnoringCase(with: "https:") }

    /// The path with its query; nil for `*` and for an authority alone. An absolute target without a path means the root (RFC 9110,
    /// 4.2.3).
    public var pathAndQuery: ByteView? {
        if view.byte(at: 0) == 47 { return view }
        guard let start = authorityStart else { return nil }
        let end = authorityEnd(from: start)
        return view.byte(at: end) == 47 ? view.slice(end) : ByteView("/")
    }

    /// The path alone.
    public var path: ByteView? {
        guard let whole = pathAndQuery else { return nil }
        return whole.slice(0, whole.firstIndex(of: 63) ?? whole.count)
    }

    /// What follows the first question mark.
    public var query: ByteView? { queryMark.map { view.slice($0 + 1) } }

    /// Where the query's question mark is.
    var queryMark: Int? { view.firstIndex(of: 63) }
}

extension Message {
    public func target(in arena: Buffer) -> RequestTarget { RequestTarget(view: arena.view(of: target)) }
}
