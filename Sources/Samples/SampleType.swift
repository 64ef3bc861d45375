/// The type of a sample (manual, 7.1 and 7.3). `address` is either kind of IP address, `any` and `same` appear in declarations
/// only: what a converter takes or gives.
public enum SampleType: UInt8, Sendable, Hashable, CaseIterable {
    case any, same, boolean, integer, address, ipv4, ipv6, string, binary, method

    /// The word in messages and dumps.
    public var name: String {
        switch self {
        case .any: "any"
        case .same: "same"
        case .boolean: "bool"
        case .integer: "sint"
        case .address: "addr"
        case .ipv4: "ipv4"
        case .ipv6: "ipv6"
        case .string: "str"
        case .binary: "bin"
        case .method: "meth"
        }
    }
}
