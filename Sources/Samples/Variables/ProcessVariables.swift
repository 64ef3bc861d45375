import Memory
import Synchronization

/// Variables that live as long as the process and that all loops see (manual, 2.8). Reading copies under a lock, since another loop
/// may replace the value at any moment.
public final class ProcessVariables: Sendable {
    private struct Kept: Sendable {
        var value: Value
        var bytes: [UInt8] = []
    }

    /// A sample without its bytes.
    private enum Value: Sendable {
        case number(Int64)
        case boolean(Bool)
        case ipv4(UInt32)
        case ipv6(UInt64, UInt64)
        case string, binary

        /// The value with the bytes that it has, if it has some.
        func sample(_ view: ByteView) -> Sample {
            switch self {
            case .number(let value): .integer(value)
            case .boolean(let value): .boolean(value)
            case .ipv4(let value): .ipv4(value)
            case .ipv6(let high, let low): .ipv6(high: high, low: low)
            case .string: .string(view)
            case .binary: .binary(view)
            }
        }
    }

    private struct State {
        var values: [VariableName: Kept] = [:]
        var budget: VariableBudget?
    }

    private let state = Mutex(State())

    public init() {}

    /// Limits what is kept from now on, with what all others keep; what is kept already counts and stays.
    public func limit(_ budget: VariableBudget) {
        state.withLock { state in
            state.budget = budget
            for kept in state.values.values { _ = budget.take(Self.cost(kept)) }
        }
    }

    /// A copy of the value in the evaluation's scratch memory.
    public func value(_ name: VariableName, copiedTo evaluation: Evaluation) -> Sample? {
        guard let kept = state.withLock({ $0.values[name] }) else { return nil }
        guard !kept.bytes.isEmpty else { return kept.value.sample(.empty) }
        return evaluation.write { $0.append(kept.bytes) }.map { kept.value.sample($0) }
    }

    /// Calls `body` with a copy of each, in the order in which they were first named.
    public func forEach(_ body: (VariableName, Sample) -> Void) {
        let all = state.withLock { Array($0.values) }.sorted { $0.key.number < $1.key.number }
        for (name, kept) in all { kept.bytes.withView { body(name, kept.value.sample($0)) } }
    }

    /// Keeps a copy; false beyond the limit.
    public func set(_ name: VariableName, _ sample: Sample) -> Bool {
        let kept = Self.kept(sample)
        return state.withLock { state in
            let old = state.values[name].map(Self.cost) ?? 0
            guard state.budget?.take(Self.cost(kept) - old) ?? true else { return false }
            state.values[name] = kept
            return true
        }
    }

    public func unset(_ name: VariableName) {
        state.withLock { state in
            if let old = state.values.removeValue(forKey: name) { _ = state.budget?.take(-Self.cost(old)) }
        }
    }

    private static func cost(_ kept: Kept) -> Int { kept.bytes.count + MemoryLayout<Kept>.stride }

    private static func kept(_ sample: Sample) -> Kept {
        switch sample {
        case .boolean(let value): Kept(value: .boolean(value))
        case .integer(let value): Kept(value: .number(value))
        case .ipv4(let value): Kept(value: .ipv4(value))
        case .ipv6(let high, let low): Kept(value: .ipv6(high, low))
        case .string(let view), .method(_, let view): Kept(value: .string, bytes: view.bytes)
        case .binary(let view): Kept(value: .binary, bytes: view.bytes)
        }
    }
}
