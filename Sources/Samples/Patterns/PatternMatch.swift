import Memory

/// The entry that a sample has matched. The views are valid until the loop calls `PatternReaders.release`.
public struct PatternMatch {
    /// Zero for `found` and `bool`, which match no entry.
    public let identifier: UInt64
    /// The pattern as it was written.
    public let key: ByteView
    /// The second column; empty in a list of one column.
    public let value: ByteView

    static var presence: PatternMatch { PatternMatch(identifier: 0, key: .empty, value: .empty) }

    /// The value as a map converter gives it.
    public func sample(_ kind: MapValueKind) -> Sample? {
        switch kind {
        case .string: .string(value)
        case .key: .string(key)
        case .integer: NumberText.integer(value).map { .integer($0) }
        case .address: AddressText.sample(value)
        }
    }
}
