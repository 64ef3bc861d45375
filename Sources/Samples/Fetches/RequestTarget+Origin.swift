import Memory

extension RequestTarget {
    /// Scheme and authority of the absolute form, up to the path; empty for the other forms.
    public var origin: ByteView {
        guard let authority, let colon = view.firstIndex(of: 58) else { return .empty }
        return view.slice(0, colon + 3 + authority.count)
    }
}
