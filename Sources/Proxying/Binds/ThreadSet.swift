/// The threads that a bind line names with `thread` (manual, 5.1); an empty set stands for all of them.
public struct ThreadSet: Sendable, Hashable {
    private enum Part: Hashable, Sendable {
        case all, odd, even
        /// Counted from one.
        case range(ClosedRange<Int>)
    }
    private var parts: [Part] = []

    public init() {}

    /// Adds `all`, `odd`, `even`, `3`, `2-5`, `-5` or `2-`; false if it is none of them.
    mutating func add(_ text: String) -> Bool {
        switch text {
        case "all": parts.append(.all)
        case "odd": parts.append(.odd)
        case "even": parts.append(.even)
        default:
            let bounds = text.split(separator: "-", maxSplits: 1, omittingEmptySubsequences: false)
            let lower = bounds[0].isEmpty ? 1 : Int(bounds[0])
            let upper = bounds.count == 1 ? lower : bounds[1].isEmpty ? ThreadSet.maximum : Int(bounds[1])
            guard text != "-", !text.isEmpty, let lower, let upper, lower >= 1, upper <= ThreadSet.maximum,
                lower <= upper
            else { return false }
            parts.append(.range(lower...upper))
        }
        return true
    }

    /// Whether the loop of an index, counted from zero, is named.
    public func contains(loop index: Int) -> Bool {
        parts.isEmpty
            || parts.contains { part in
                switch part {
                case .all: true
                case .odd: index % 2 == 0
                case .even: index % 2 == 1
                case .range(let range): range.contains(index + 1)
                }
            }
    }

    private static let maximum = 4096
}

/// `shards`: how many listening sockets share an address.
public enum BindShards: Sendable, Hashable {
    case count(Int)
    case byThread
}
