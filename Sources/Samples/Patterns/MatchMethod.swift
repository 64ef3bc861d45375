/// How a sample is compared with patterns: the words of `-m` (manual, 7.1).
public enum MatchMethod: UInt8, Sendable, Hashable, CaseIterable {
    case found, boolean, integer, address, binary, length, string, substring, prefix, suffix, directory, domain
    case expression

    /// The word behind `-m`, in `map_<word>` and in what the runtime API shows.
    public var word: String {
        switch self {
        case .found: "found"
        case .boolean: "bool"
        case .integer: "int"
        case .address: "ip"
        case .binary: "bin"
        case .length: "len"
        case .string: "str"
        case .substring: "sub"
        case .prefix: "beg"
        case .suffix: "end"
        case .directory: "dir"
        case .domain: "dom"
        case .expression: "reg"
        }
    }

    public init?(word: String) {
        guard let method = Self.allCases.first(where: { $0.word == word }) else { return nil }
        self = method
    }

    /// The method for samples of a type when none is named; nil where `-m` is mandatory.
    public static func standard(for type: SampleType) -> MatchMethod? {
        switch type {
        case .boolean: .boolean
        case .integer: .integer
        case .address, .ipv4, .ipv6: .address
        case .string, .method: .string
        case .binary, .any, .same: nil
        }
    }

    /// What a sample of `type` is cast to before it is compared; nil where the method cannot be used with the type. A sample
    /// that already is what the method reads keeps its type: a binary is compared as it is, by length for instance.
    public func input(for type: SampleType) -> SampleType? {
        switch self {
        case .found: type
        case .boolean:
            switch type {
            case .boolean, .integer: type
            case .string, .any: .boolean
            default: nil
            }
        case .integer:
            switch type {
            case .boolean, .integer: type
            case .address, .ipv4, .ipv6, .string, .any: .integer
            default: nil
            }
        case .address:
            switch type {
            case .address, .ipv4, .ipv6: type
            case .string, .binary, .any: .address
            default: nil
            }
        case .binary:
            switch type {
            case .string, .binary: type
            case .any: .binary
            default: nil
            }
        case .length, .string, .substring, .prefix, .suffix, .directory, .domain, .expression:
            switch type {
            case .string, .binary, .method: type
            default: .string
            }
        }
    }

    /// Whether there is anything to compare with; patterns of `found` and `bool` are ignored.
    public var readsPatterns: Bool { self != .found && self != .boolean }
}
