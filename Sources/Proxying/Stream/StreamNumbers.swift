import Synchronization

/// Numbers for streams whose number is asked for, in the order in which it is (`%rt`, `txn.id32`).
enum StreamNumbers {
    private static let last = Atomic<UInt32>(0)

    /// The next one; never 0.
    static func next() -> UInt32 {
        let number = last.wrappingAdd(1, ordering: .relaxed).newValue
        return number == 0 ? next() : number
    }
}

extension Stream {
    /// The stream's number in the process.
    var ownNumber: UInt32 {
        if number == 0 { number = StreamNumbers.next() }
        return number
    }
}
