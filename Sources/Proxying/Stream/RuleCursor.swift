/// How far a stream's rules have come, so that a rule that waits can go on where it stopped.
struct RuleCursor {
    /// The rule sets of an exchange in their order (manual, 4.3: "Actions keywords matrix").
    enum Phase: UInt8 {
        case frontendContent, frontendBody, frontendRequest, frontendPage, switching
        case backendBody, backendContent, backendRequest, backendPage
        /// All of the request's rules were run.
        case serving
        case backendResponseContent, backendResponse, frontendResponse, cookies, backendAfterResponse,
            frontendAfterResponse
        /// All of the response's rules were run.
        case responding
    }

    var phase = Phase.frontendContent
    /// In the phase's rule set.
    private var place: Int32 = 0
    /// The number of the rule, which no set has more of than that.
    var position: Int {
        get { Int(place) }
        set { place = Int32(clamping: newValue) }
    }
    /// `strict-mode off`: a change that fails is left out, up to the end of the rule set.
    var toleratesFailures = false

    mutating func advance(to next: Phase) {
        phase = next
        position = 0
        toleratesFailures = false
    }
}
