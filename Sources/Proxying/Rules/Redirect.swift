import Memory
import Samples

/// `redirect location|prefix|scheme` (manual, 4.4).
public final class Redirect: Sendable {
    public enum Kind: UInt8, Sendable { case location, prefix, scheme }

    /// The words of a redirection while they are read.
    struct Draft {
        var kind: Kind?
        var target = LogFormat(constant: [])
        var status: UInt16 = 302
        /// The whole value of `set-cookie`.
        var cookie: LogFormat?
        var dropsQuery = false
        var keepsQuery = false
        var appendsSlash = false
        var ignoresEmpty = false
    }

    let kind: Kind
    let target: LogFormat
    let status: UInt16
    let cookie: LogFormat?
    let dropsQuery: Bool
    let keepsQuery: Bool
    let appendsSlash: Bool
    let ignoresEmpty: Bool

    init?(_ draft: Draft) {
        guard let kind = draft.kind else { return nil }
        self.kind = kind
        target = draft.target
        status = draft.status
        cookie = draft.cookie
        dropsQuery = draft.dropsQuery
        keepsQuery = draft.keepsQuery
        appendsSlash = draft.appendsSlash
        ignoresEmpty = draft.ignoresEmpty
    }
}
