import Memory

/// What the second column of a map holds: the output type of a map converter (manual, `map`).
public enum MapValueKind: UInt8, Sendable, Hashable {
    case string, integer, address
    /// The entry's first column; the second is not read.
    case key

    /// The words behind `map_<match>_`.
    public init?(word: String) {
        switch word {
        case "str": self = .string
        case "int": self = .integer
        case "ip": self = .address
        case "key": self = .key
        default: return nil
        }
    }

    /// The type of the samples that a map with such values gives.
    public var type: SampleType {
        switch self {
        case .string, .key: .string
        case .integer: .integer
        case .address: .address
        }
    }
}

extension MapValueKind {
    /// Whether a second column can be read as such a value.
    func holds(_ value: ByteView) -> Bool {
        switch self {
        case .string, .key: true
        case .integer: NumberText.integer(value) != nil
        case .address: AddressText.sample(value) != nil
        }
    }
}
