import Memory

/// Networks of one family, of which the longest wins. Networks nest and never overlap otherwise: the line of addresses is cut
/// where the longest one changes, and each network knows the one around it.
final class NetworkIndex<Value: FixedWidthInteger & BitwiseCopyable & Sendable>: Sendable {
    struct Network {
        let first: Value
        let last: Value
        let length: UInt8
        /// The position in the table.
        let number: Int
    }

    private let starts: ConstantArray<Value>
    private let winners: ConstantArray<UInt32>
    let view: NetworkIndexView<Value>

    /// Writes the network around each into `parents`, by position in the table plus one.
    init(_ networks: [Network], parents: inout [UInt32]) {
        var cuts = Cuts()
        for network in networks.sorted(by: Self.isOutside) {
            while let top = cuts.open.last, top.last < network.first { cuts.close() }
            parents[network.number] = cuts.open.last.map { UInt32($0.number + 1) } ?? 0
            cuts.open.append(network)
            cuts.add(network.first, UInt32(network.number + 1))
        }
        while !cuts.open.isEmpty { cuts.close() }
        starts = ConstantArray(cuts.starts)
        winners = ConstantArray(cuts.winners)
        view = NetworkIndexView(starts: starts.view, winners: winners.view)
    }

    /// Of equal networks the first in the list is the innermost, so that it wins.
    private static func isOutside(_ left: Network, _ right: Network) -> Bool {
        if left.first != right.first { return left.first < right.first }
        return left.length != right.length ? left.length < right.length : left.number > right.number
    }

    var size: Int { starts.size + winners.size }

    private struct Cuts {
        var open: [Network] = []
        var starts: [Value] = []
        var winners: [UInt32] = []

        mutating func add(_ start: Value, _ winner: UInt32) {
            if starts.last == start {
                winners[winners.count - 1] = winner
            } else {
                starts.append(start)
                winners.append(winner)
            }
        }

        /// Behind the innermost network, the one around it goes on.
        mutating func close() {
            let network = open.removeLast()
            if network.last < .max { add(network.last + 1, open.last.map { UInt32($0.number + 1) } ?? 0) }
        }
    }
}

/// What a lookup sees of a `NetworkIndex`.
struct NetworkIndexView<Value: FixedWidthInteger & BitwiseCopyable & Sendable>: BitwiseCopyable, Sendable {
    let starts: ArrayView<Value>
    let winners: ArrayView<UInt32>

    /// The longest network around an address: its position plus one.
    @inline(__always)
    func winner(_ address: Value) -> UInt32 {
        winners.at(starts.firstIndex { $0 > address } &- 1) ?? 0
    }
}
