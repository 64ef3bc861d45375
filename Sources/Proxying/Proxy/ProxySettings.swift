import Balancing
import Memory

/// What a `frontend`, `backend` or `listen` section says, `defaults` included. A value: a generation holds one for each
/// proxy and never changes it.
public struct ProxySettings: Sendable {
    public var name: String
    public var timeouts = Timeouts()
    public var retries = 3
    public var reuse = ReusePolicy.safe
    public var balance = BalanceSettings()
    public var forwardFor = false
    public var replies = Replies.standard

    public init(name: String) { self.name = name }
}
