/// The place of a value in a JSON text: `$.name`, `$.list[2]`, `$['a name'].x`. A backslash takes away what a point or a bracket
/// behind it would mean.
public struct JSONPath: Sendable, Hashable {
    public enum Step: Sendable, Hashable {
        case member([UInt8])
        case element(Int)
    }

    public let steps: [Step]

    /// - Throws: `JSONPathError`, what the path is not.
    public init(_ text: [UInt8]) throws(JSONPathError) {
        guard !text.isEmpty else { throw .empty }
        guard text.first == 36 else { throw .noRoot }
        var rest = text.dropFirst()
        var steps: [Step] = []
        while let byte = rest.popFirst() {
            switch byte {
            case 46: steps.append(.member(try Self.name(&rest)))
            case 91: steps.append(try Self.bracket(&rest))
            default: throw .syntax(String(decoding: [byte] + rest, as: UTF8.self))
            }
        }
        self.steps = steps
    }

    /// A name up to the next point or bracket.
    private static func name(_ rest: inout ArraySlice<UInt8>) throws(JSONPathError) -> [UInt8] {
        var name: [UInt8] = []
        if rest.first == 46 { throw .unsupported("..") }
        if rest.elementsEqual([42]) { throw .unsupported(".*") }
        while let byte = rest.first, byte != 46, byte != 91 {
            rest.removeFirst()
            name.append(byte == 92 ? rest.popFirst() ?? byte : byte)
        }
        return name
    }

    /// A number or a quoted name, and the bracket that closes it.
    private static func bracket(_ rest: inout ArraySlice<UInt8>) throws(JSONPathError) -> Step {
        if let quote = rest.first, quote == 39 || quote == 34 {
            rest.removeFirst()
            var name: [UInt8] = []
            while let byte = rest.popFirst(), byte != quote {
                name.append(byte == 92 ? rest.popFirst() ?? byte : byte)
            }
            guard rest.popFirst() == 93 else { throw .bracket }
            return .member(name)
        }
        guard let end = rest.firstIndex(of: 93) else { throw .bracket }
        let text = String(decoding: rest[..<end], as: UTF8.self)
        rest = rest[rest.index(after: end)...]
        guard let number = Int(text), number >= 0 else { throw .unsupported("[\(text)]") }
        return .element(number)
    }
}

/// Why a text is no path.
public enum JSONPathError: Error, CustomStringConvertible {
    case empty, noRoot, bracket
    case syntax(String)
    case unsupported(String)

    public var description: String {
        switch self {
        case .empty: "json_path must not be empty."
        case .noRoot: "json_path must begin with '$'."
        case .bracket: "json_path has a bracket that is not closed."
        case .syntax(let rest): "json_path expects '.' or '[' before '\(rest)'."
        case .unsupported(let part): "json_path supports names and numbers only, and not '\(part)'."
        }
    }
}
