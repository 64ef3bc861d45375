import Memory
import Synchronization

/// The lists of a configuration, one for each name, and where the loops find each use of them.
///
/// Loading fills it: `named` or `anonymous` for a list, `slot` for each ACL or converter that looks something up, and
/// `number` at the end. Then each loop makes its `PatternReaders`, and commands find lists by `find`.
public final class PatternRegistry: Sendable {
    struct Slot: Sendable {
        let reference: PatternReference
        /// The position of the use in the reference.
        let position: Int
        let use: PatternUse
    }

    private struct State {
        /// In the order of creation.
        var references: [PatternReference] = []
        var byName: [String: PatternReference] = [:]
        var slots: [Slot] = []
        var identifiers: Set<Int> = []
    }

    private let state = Mutex(State())

    public init() {}

    // MARK: Loading

    /// The list of a name as 2.7 of the manual has it: a file, with or without `file@`, `opt@` and a file that may be missing,
    /// or `virt@` and no file. It is read when it is first named. A list of two columns can also be used by an ACL with `-M`.
    public func named(_ name: String, _ columns: PatternReference.Columns) throws(PatternFailure) -> PatternReference {
        let parsed = PatternName(name)
        if let known = state.withLock({ $0.byName[parsed.name] }) {
            guard known.columns == columns else { throw Self.conflict(parsed.name, known.columns) }
            return known
        }
        var list = PatternList()
        if let path = parsed.path, let bytes = try PatternFile.read(path, isOptional: parsed.isOptional) {
            try list.load { (builder, identifier) throws(PatternFailure) in
                try PatternFile.parse(bytes, columns, into: &builder, identifier: &identifier)
            }
        }
        let reference = PatternReference(name: parsed.name, columns: columns, origin: parsed.origin, list: list)
        state.withLock {
            $0.references.append(reference)
            $0.byName[parsed.name] = reference
        }
        return reference
    }

    /// The list of the words of one ACL line. `origin` is what commands say of it: `acl 'path' file 'x.cfg' line 9`;
    /// `identifier` is that of `-u`.
    public func anonymous(_ origin: String, identifier: Int? = nil) throws(PatternFailure) -> PatternReference {
        let reference = PatternReference(name: "", columns: .one, origin: origin, list: PatternList())
        if let identifier {
            guard state.withLock({ $0.identifiers.insert(identifier).inserted }) else {
                throw PatternFailure("the id is already used")
            }
            reference.description.withLock { $0.identifier = identifier }
        }
        state.withLock { $0.references.append(reference) }
        return reference
    }

    /// Makes a list ready for a use. `user` is where: `acl at file 'x.cfg' line 9`, nil for an ACL's own list. The failure
    /// holds every pattern that the use cannot read.
    public func slot(
        _ reference: PatternReference, _ use: PatternUse, user: String? = nil
    ) throws(PatternFailure) -> PatternSlot {
        reference.description.withLock {
            if let user { $0.users.append("by \(user)") }
            if use.value == nil { $0.isUsedByACL = true } else { $0.isUsedByMap = true }
        }
        let position = try reference.add(use)
        return state.withLock { state in
            let known = state.slots.firstIndex { $0.reference === reference && $0.position == position }
            if let known { return PatternSlot(index: UInt32(known)) }
            state.slots.append(Slot(reference: reference, position: position, use: use))
            return PatternSlot(index: UInt32(state.slots.count - 1))
        }
    }

    /// Gives each list without a number the next free one, in order.
    public func number() {
        state.withLock { state in
            var next = 0
            for reference in state.references where reference.description.withLock({ $0.identifier }) == nil {
                while !state.identifiers.insert(next).inserted { next += 1 }
                reference.description.withLock { $0.identifier = next }
            }
        }
    }

    private static func conflict(_ name: String, _ columns: PatternReference.Columns) -> PatternFailure {
        let (known, wanted) = columns == .two ? ("two", "one") : ("one", "two")
        return PatternFailure(
            "The file \"\(name)\" is already used as \(known) column file and cannot be used by as \(wanted) column file."
        )
    }

    // MARK: Finding

    var slots: [Slot] { state.withLock { $0.slots } }

    /// The list that a command names by `#<number>` or by its name, if it is of the kind.
    public func find(_ text: String, _ kind: PatternKind) -> PatternReference? {
        references(kind).first { reference in
            guard text.hasPrefix("#") else {
                return !reference.name.isEmpty && reference.name == PatternName(text).name
            }
            return reference.description.withLock { $0.identifier }.map { "#\($0)" == text } ?? false
        }
    }

    /// The lists of a kind, by their numbers.
    public func references(_ kind: PatternKind) -> [PatternReference] {
        state.withLock { $0.references }
            .map { reference in (reference, reference.description.withLock { $0 }) }
            .filter { kind == .acl ? $0.1.isUsedByACL : $0.1.isUsedByMap }
            .sorted { ($0.1.identifier ?? .max) < ($1.1.identifier ?? .max) }
            .map(\.0)
    }
}
