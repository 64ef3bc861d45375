import Synchronization

/// How many bytes variables may take (manual, 3.2 `tune.vars.*`). A coarser limit includes the finer ones.
public struct VariableLimits: Sendable, Equatable {
    /// All variables.
    public var global = Int.max
    /// Those of the process, and all finer ones.
    public var process = Int.max
    public var session = Int.max
    public var transaction = Int.max
    /// Those of a request, and those of a response.
    public var exchange = Int.max

    public init() {}

    /// What the variables of all owners may take together.
    var shared: Int { min(global, process) }

    /// What one owner may keep.
    func owned(by scope: VariableScope) -> Int { scope == .session ? session : min(session, transaction) }
}

/// What the variables of all owners take, where that is limited.
public final class VariableBudget: Sendable {
    public let limits: VariableLimits
    private let used = Atomic<Int>(0)

    public init(_ limits: VariableLimits) { self.limits = limits }

    /// Takes bytes, or gives them back when `count` is less than zero; false when there are not as many.
    func take(_ count: Int) -> Bool {
        guard limits.shared != .max else { return true }
        let (_, now) = used.add(count, ordering: .relaxed)
        guard count > 0, now > limits.shared else { return true }
        used.subtract(count, ordering: .relaxed)
        return false
    }
}
