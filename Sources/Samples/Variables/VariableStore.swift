import HTTP
import Memory

/// The variables of one owner: a stream's (transaction, request and response) or a session's (manual, 2.8).
///
/// An owner makes one when its first variable is set. Few variables live at once, so that they are found by walking. Memory of a
/// value that is replaced or forgotten is used again for the next one.
public final class VariableStore {
    private struct Entry {
        var name: VariableName
        var isSet: Bool
        var value: Sample
        /// Made for the first value that has bytes.
        var storage: ByteStorage?
    }

    private var entries: ContiguousArray<Entry> = []
    /// Bytes that values take, as `tune.vars` counts them.
    public private(set) var bytesInUse = 0
    /// Beyond this, nothing more is kept.
    public var limit = Int.max
    /// What all owners share; nil without any limit.
    private var budget: VariableBudget?

    public init() {}

    /// Serves an owner from now on, whose variables are of that scope or a finer one.
    public func begin(for scope: VariableScope, _ budget: VariableBudget?) {
        self.budget = budget
        limit = budget?.limits.owned(by: scope) ?? .max
    }

    public func value(_ name: VariableName) -> Sample? {
        for index in entries.indices where entries[index].isSet && entries[index].name == name {
            return entries[index].value
        }
        return nil
    }

    /// Keeps a copy of a value; false when the limit does not allow it.
    @discardableResult
    public func set(_ name: VariableName, _ value: Sample) -> Bool {
        let index = place(of: name)
        let old = entries[index].isSet ? Self.cost(entries[index].value) : 0
        let (needed, overflow) = (bytesInUse - old).addingReportingOverflow(Self.cost(value))
        guard !overflow, needed <= limit, allows(needed - bytesInUse, name) else { return false }
        bytesInUse = needed
        entries[index].isSet = true
        entries[index].value = copy(value, into: index)
        return true
    }

    /// Whether so many more bytes may be kept under a name; they are taken then.
    private func allows(_ more: Int, _ name: VariableName) -> Bool {
        guard let budget else { return true }
        if name.scope == .request || name.scope == .response, budget.limits.exchange != .max {
            var kept = more
            for entry in entries where entry.isSet && entry.name.scope == name.scope { kept += Self.cost(entry.value) }
            guard kept <= budget.limits.exchange else { return false }
        }
        return budget.take(more)
    }

    /// Forgets a variable.
    public func unset(_ name: VariableName) {
        for index in entries.indices where entries[index].isSet && entries[index].name == name { forget(index) }
    }

    /// Forgets all variables of a scope.
    public func removeAll(_ scope: VariableScope) {
        for index in entries.indices where entries[index].isSet && entries[index].name.scope == scope { forget(index) }
    }

    /// Forgets all; the memory stays for the next owner.
    public func removeAll() {
        for index in entries.indices where entries[index].isSet { forget(index) }
        // What only one owner ever needed must not stay with a pooled store for good.
        if entries.count > 16 { entries = [] }
    }

    /// Calls `body` for each variable that is set.
    public func forEach(_ body: (VariableName, Sample) -> Void) {
        for entry in entries where entry.isSet { body(entry.name, entry.value) }
    }

    /// Calls `body` for each variable of a scope that is set.
    func forEach(of scope: VariableScope, _ body: (VariableName, Sample) -> Void) {
        for entry in entries where entry.isSet && entry.name.scope == scope { body(entry.name, entry.value) }
    }

    private func forget(_ index: Int) {
        entries[index].isSet = false
        let cost = Self.cost(entries[index].value)
        bytesInUse -= cost
        _ = budget?.take(-cost)
        if let storage = entries[index].storage, storage.capacity > 1024 { storage.release() }
    }

    /// The entry of that name, or one that is free.
    private func place(of name: VariableName) -> Int {
        var free: Int?
        for index in entries.indices {
            if entries[index].isSet {
                if entries[index].name == name { return index }
            } else if free == nil {
                free = index
            }
        }
        if let free {
            entries[free].name = name
            return free
        }
        entries.append(Entry(name: name, isSet: false, value: .boolean(false)))
        return entries.count - 1
    }

    private static func cost(_ value: Sample) -> Int { MemoryLayout<Entry>.stride + (value.view?.count ?? 0) }

    private func copy(_ value: Sample, into index: Int) -> Sample {
        guard let view = value.view else { return value }
        let storage = entries[index].storage ?? ByteStorage()
        entries[index].storage = storage
        let kept = storage.store(view)
        return switch value {
        case .binary: .binary(kept)
        case .method(let method, _): .method(method, kept)
        default: .string(kept)
        }
    }
}
