import EventLoop

/// `cpu-map`: the processors that threads are bound to (manual, 3.1).
public struct ProcessorMap: Sendable {
    /// The highest number of a thread in its group, and of a group, that a line may name.
    static let highestNumber = 64

    struct Line: Sendable {
        let groups: NumberChoice
        let threads: NumberChoice
        let assignment: Assignment
    }

    enum Assignment: Sendable {
        /// Each thread may use all of them.
        case together(ProcessorSet)
        /// `auto:`: one processor for each thread of a group, in ascending order.
        case eachThread([Int])
        /// `auto:`: one processor for each group.
        case eachGroup([Int])
    }

    private var lines: [Line] = []

    public init() {}

    public var isEmpty: Bool { lines.isEmpty }

    mutating func add(_ line: Line) { lines.append(line) }

    /// What each thread is bound to; nil where no line means it.
    public func processors(threads: Int, _ groups: ThreadGroups) -> [ProcessorSet?] {
        var result = [ProcessorSet?](repeating: nil, count: threads)
        for group in 1...max(1, groups.count) {
            for (place, thread) in groups.members(of: group, threads: threads).enumerated() {
                result[thread - 1] = processors(ofThread: place + 1, inGroup: group)
            }
        }
        return result
    }

    /// Both numbers are counted from one. The last line that means the thread wins.
    private func processors(ofThread thread: Int, inGroup group: Int) -> ProcessorSet? {
        for line in lines.reversed() {
            guard let groupPlace = line.groups.place(of: group), let threadPlace = line.threads.place(of: thread) else {
                continue
            }
            switch line.assignment {
            case .together(let set): return set
            case .eachThread(let numbers) where threadPlace < numbers.count:
                return ProcessorSet([numbers[threadPlace]])
            case .eachGroup(let numbers) where groupPlace < numbers.count: return ProcessorSet([numbers[groupPlace]])
            case .eachThread, .eachGroup: continue
            }
        }
        return nil
    }
}
