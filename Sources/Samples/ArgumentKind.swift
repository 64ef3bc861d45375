/// What an argument in the parentheses of a fetch or converter may be.
public enum ArgumentKind: Sendable, Hashable {
    case string, integer
    /// A decimal number or the name of a variable.
    case number
    /// The name of a variable, such as `txn.name`.
    case variable
    case ipv4, ipv6, ipv4Mask, ipv6Mask
    case regularExpression
    case frontend, backend, server, table, userList
    /// A path of field numbers, `1.2.3`.
    case protobufField

    /// Without it, the proxy at hand is meant.
    var isImplied: Bool { self == .frontend || self == .backend || self == .table }

    /// The word in messages and dumps.
    public var name: String {
        switch self {
        case .string, .number, .variable: "string"
        case .integer: "integer"
        case .ipv4: "IPv4 address"
        case .ipv6: "IPv6 address"
        case .ipv4Mask: "IPv4 mask"
        case .ipv6Mask: "IPv6 mask"
        case .regularExpression: "regex"
        case .frontend: "frontend"
        case .backend: "backend"
        case .server: "server"
        case .table: "table"
        case .userList: "user list"
        case .protobufField: "Protocol buffers field number"
        }
    }
}

/// The arguments that a fetch or converter takes, the optional ones last.
public struct ArgumentGrammar: Sendable, Hashable {
    public let kinds: [ArgumentKind]
    public let required: Int

    public init(_ required: [ArgumentKind] = [], optional: [ArgumentKind] = []) {
        kinds = required + optional
        self.required = required.count
    }

    public static let none = ArgumentGrammar()

    /// As dumps show it: `(integer,string[,integer])`, or nothing.
    public var signature: String {
        guard !kinds.isEmpty else { return "" }
        let needed = kinds.prefix(required).map(\.name).joined(separator: ",")
        guard required < kinds.count else { return "(\(needed))" }
        let others = kinds.dropFirst(required).map(\.name).joined(separator: ",")
        return required == 0 ? "([\(others)])" : "(\(needed)[,\(others)])"
    }
}
