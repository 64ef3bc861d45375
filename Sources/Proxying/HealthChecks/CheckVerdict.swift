/// What a step makes of the answer that is here.
enum CheckVerdict: Sendable {
    case passed
    /// What is here does not decide: more must come.
    case undecided
    /// `status` is nil for that of the step; `code` 0 for none.
    case failed(CheckStatus? = nil, code: Int = 0, text: String)
    /// The check is over, and all is well.
    case finished(CheckStatus, code: Int = 0, text: String)
    /// An agent has sent its line.
    case answered([UInt8])
}
