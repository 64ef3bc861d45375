import CLinux
import Glibc

/// A set of processors, by the numbers that the system gives them.
public struct ProcessorSet: Sendable, Hashable {
    /// How many there can be: numbers are below it.
    public static let capacity = 1024

    /// A bit for each processor, from the lowest bit of the first word on.
    private var words = [UInt64](repeating: 0, count: capacity / 64)

    public init() {}

    /// Numbers beyond the capacity are left out.
    public init(_ numbers: some Sequence<Int>) {
        for number in numbers { insert(number) }
    }

    /// What files of the system say: `0-3,8`; nil if it is no such list. Numbers beyond the capacity are left out.
    public init?(list: String) {
        for part in list.split(separator: ",") {
            let ends = part.split(separator: "-", maxSplits: 1, omittingEmptySubsequences: false).map { Int($0) }
            guard let first = ends.first ?? nil, let last = ends.last ?? nil, first >= 0, first <= last else {
                return nil
            }
            guard first < ProcessorSet.capacity else { continue }
            for number in first...min(last, ProcessorSet.capacity - 1) { insert(number) }
        }
    }

    /// The processors that the calling thread may run on; nil where the system does not say.
    public static func ofCallingThread() -> ProcessorSet? {
        var set = ProcessorSet()
        return apus_get_affinity(&set.words, set.words.count) >= 0 ? set : nil
    }

    /// Lets the calling thread run on these processors only, of which at least one must exist.
    public func bindCallingThread() throws(SystemError) {
        _ = try SystemError.check(apus_set_affinity(words, words.count), "sched_setaffinity")
    }

    public mutating func insert(_ number: Int) {
        guard (0..<ProcessorSet.capacity).contains(number) else { return }
        words[number / 64] |= 1 << UInt64(number % 64)
    }

    public func contains(_ number: Int) -> Bool {
        (0..<ProcessorSet.capacity).contains(number) && words[number / 64] & 1 << UInt64(number % 64) != 0
    }

    public mutating func formUnion(_ other: ProcessorSet) {
        for index in words.indices { words[index] |= other.words[index] }
    }

    public func intersection(_ other: ProcessorSet) -> ProcessorSet {
        var result = self
        for index in words.indices { result.words[index] &= other.words[index] }
        return result
    }

    public func subtracting(_ other: ProcessorSet) -> ProcessorSet {
        var result = self
        for index in words.indices { result.words[index] &= ~other.words[index] }
        return result
    }

    public var count: Int { words.reduce(0) { $0 + $1.nonzeroBitCount } }
    public var isEmpty: Bool { words.allSatisfy { $0 == 0 } }

    /// In ascending order.
    public var numbers: [Int] { (0..<ProcessorSet.capacity).filter(contains) }

    /// `0-3,8`
    public var text: String {
        var ranges: [ClosedRange<Int>] = []
        for number in numbers {
            if let last = ranges.last, last.upperBound + 1 == number {
                ranges[ranges.count - 1] = last.lowerBound...number
            } else {
                ranges.append(number...number)
            }
        }
        return ranges.map { $0.count == 1 ? "\($0.lowerBound)" : "\($0.lowerBound)-\($0.upperBound)" }
            .joined(separator: ",")
    }
}
