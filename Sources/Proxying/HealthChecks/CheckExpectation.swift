import Memory
import Samples

/// What a step of a check expects, and what the check ends with when that comes, or does not (manual, 4.2 `tcp-check expect`).
final class CheckExpectation: Sendable {
    let match: CheckMatch
    /// `!`
    var isInverse: Bool { settings.isInverse }
    private let settings: Settings

    struct Settings: Sendable {
        var isInverse = false
        /// `min-recv`; nil without it.
        var minimum: Int?
        var okStatus: CheckStatus?
        var errorStatus: CheckStatus?
        var timeoutStatus = CheckStatus.layer7Timeout
        var onSuccess: LogFormat?
        var onError: LogFormat?
        var statusCode: Expression?
    }

    init(_ match: CheckMatch, _ settings: Settings = Settings()) {
        self.match = match
        self.settings = settings
    }

    var okStatus: CheckStatus? { settings.okStatus }
    var errorStatus: CheckStatus? { settings.errorStatus }
    var timeoutStatus: CheckStatus { settings.timeoutStatus }
    var onSuccess: LogFormat? { settings.onSuccess }
    var onError: LogFormat? { settings.onError }
    var statusCode: Expression? { settings.statusCode }

    /// With so much as it takes, what is here decides, whatever may follow.
    var isHasty: Bool { settings.minimum != nil }

    /// Less than this decides nothing.
    var leastBytes: Int { max(settings.minimum ?? 0, match.leastBytes) }

    /// As results name it: `string 'PONG'`.
    var summary: String { match.summary }
}
