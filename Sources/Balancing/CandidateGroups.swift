/// The candidates of a large farm by the group of their load; without groups in a small one.
struct CandidateGroups: Sendable {
    /// Looking at so many servers one by one costs less than the groups do.
    static let smallFarm = 128

    private struct Group: Sendable {
        /// Not counted, as in `Candidate`.
        var reference: Unmanaged<LoadGroup>
        var first: Int
        var end: Int
    }

    private var groups: [Group] = []

    /// Positions of candidates, group by group.
    private var members: [Int32] = []

    init() {}

    /// - Parameter all: of each candidate.
    init(_ all: [LoadGroup]) {
        if all.count <= Self.smallFarm { return }
        var numbers: [ObjectIdentifier: Int] = [:]
        var lists: [(group: LoadGroup, members: [Int32])] = []
        for (position, group) in all.enumerated() {
            let number = numbers[ObjectIdentifier(group), default: lists.count]
            if number == lists.count {
                numbers[ObjectIdentifier(group)] = number
                lists.append((group, []))
            }
            lists[number].members.append(Int32(position))
        }
        for (group, list) in lists {
            group.watch()
            group.lower(to: 0)
            groups.append(
                Group(reference: .passUnretained(group), first: members.count, end: members.count + list.count))
            members.append(contentsOf: list)
        }
    }

    @inline(__always) var count: Int { groups.count }

    @inline(__always) func members(of group: Int) -> Range<Int> { groups[group].first..<groups[group].end }

    @inline(__always) func position(_ member: Int) -> Int { Int(members[member]) }

    @inline(__always) func bound(_ group: Int) -> UInt64 { LoadGroup.bound(state(group)) }

    @inline(__always) func state(_ group: Int) -> UInt64 {
        groups[group].reference._withUnsafeGuaranteedRef { $0.state }
    }

    @inline(__always) func raise(_ group: Int, from state: UInt64, to cost: UInt64) {
        groups[group].reference._withUnsafeGuaranteedRef { $0.raise(from: state, to: cost) }
    }
}
