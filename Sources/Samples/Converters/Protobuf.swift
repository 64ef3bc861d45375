import Memory

/// Fields of protocol buffers messages, by number (protobuf.dev, Encoding).
extension Converter {
    /// `protobuf(<field_number>[,<field_type>])`
    static let protobuf = message("protobuf", "A field of a protocol buffers message.") { value, arguments, _ in
        value.view.flatMap { ProtobufPath(arguments).find(in: $0) }
    }

    /// `ungrpc(<field_number>[,<field_type>])`
    static let ungrpc = message("ungrpc", "A field of the protocol buffers messages in a gRPC body.") {
        value, arguments, _ in
        guard let view = value.view else { return nil }
        var cursor = BinaryCursor(view)
        // Each message has a byte of flags and its length in front.
        while cursor.byte() != nil, let length = cursor.number(4), let message = cursor.bytes(length) {
            if let found = ProtobufPath(arguments).find(in: message) { return found }
        }
        return nil
    }

    private static func message(_ name: String, _ summary: String, apply: @escaping Apply) -> Converter {
        Converter(
            name, takes: .binary, gives: .binary, arguments: ArgumentGrammar([.protobufField], optional: [.string]),
            summary, check: ProtobufPath.check, apply: apply)
    }
}

/// The field to look for: a number for each level of messages, and the type of the last.
struct ProtobufPath {
    private let arguments: StepArguments
    private let type: ProtobufType?

    init(_ arguments: StepArguments) {
        self.arguments = arguments
        type = ProtobufType(rawValue: arguments.integer(1))
    }

    /// The field numbers are put behind the arguments.
    static func check(_ arguments: inout PreparedArguments) throws {
        let text = arguments.text(0)
        for (index, part) in text.split(separator: ".", omittingEmptySubsequences: false).enumerated() {
            guard let number = UInt32(part) else {
                throw arguments.refuse("failed to parse '\(text)' as type '\(ArgumentKind.protobufField.name)'.")
            }
            arguments.set(Int64(number), at: 2 + index)
        }
        guard arguments.has(1) else { return arguments.set(-1, at: 1) }
        guard let type = ProtobufType.named(arguments.text(1)) else {
            throw arguments.refuse("Wrong protocol buffer type '\(arguments.text(1))'.")
        }
        arguments.set(type.rawValue, at: 1)
        arguments.output = .integer
    }

    func find(in message: ByteView) -> Sample? {
        var level = message
        let last = arguments.integers.count - 1
        var index = 2
        while index < last {
            guard let field = Self.field(arguments.integer(index), of: level), field.kind == 2 else { return nil }
            level = field.bytes
            index += 1
        }
        guard let field = Self.field(arguments.integer(last), of: level) else { return nil }
        guard let type else { return .binary(field.bytes) }
        return type.kind == field.kind ? type.number(field.bytes).map { .integer($0) } : nil
    }

    /// The first field of that number: how it is written, and its bytes.
    private static func field(_ number: Int64, of message: ByteView) -> (kind: UInt64, bytes: ByteView)? {
        var cursor = BinaryCursor(message)
        while let key = cursor.variableNumber(atMost: 10) {
            let start = cursor.position
            let bytes: ByteView?
            switch key & 7 {
            case 0: bytes = cursor.variableNumber(atMost: 10).map { _ in message.slice(start, cursor.position) }
            case 1: bytes = cursor.bytes(8)
            case 2: bytes = cursor.variableNumber(atMost: 10).flatMap { cursor.bytes($0) }
            case 5: bytes = cursor.bytes(4)
            default: return nil
            }
            guard let bytes else { return nil }
            if Int64(bitPattern: key >> 3) == number { return (key & 7, bytes) }
        }
        return nil
    }
}

/// The types that are read as a number.
enum ProtobufType: Int64, CaseIterable {
    case int32, int64, uint32, uint64, bool, `enum`, sint32, sint64, fixed64, sfixed64, double, fixed32, sfixed32, float

    static func named(_ name: String) -> ProtobufType? { allCases.first { "\($0)" == name } }

    /// How fields of the type are written.
    var kind: UInt64 {
        switch self {
        case .int32, .int64, .uint32, .uint64, .bool, .enum, .sint32, .sint64: 0
        case .fixed64, .sfixed64, .double: 1
        case .fixed32, .sfixed32, .float: 5
        }
    }

    func number(_ bytes: ByteView) -> Int64? {
        switch self {
        case .int32, .int64, .uint32, .uint64, .bool, .enum:
            return variable(bytes).map { Int64(bitPattern: $0) }
        case .sint32, .sint64:
            return variable(bytes).map { Int64(bitPattern: $0 >> 1) ^ -Int64(bitPattern: $0 & 1) }
        case .fixed64, .sfixed64: return Int64(bitPattern: fixed(bytes))
        case .double: return Int64(exactly: Double(bitPattern: fixed(bytes)).rounded(.towardZero))
        case .fixed32: return Int64(UInt32(truncatingIfNeeded: fixed(bytes)))
        case .sfixed32: return Int64(Int32(truncatingIfNeeded: fixed(bytes)))
        case .float:
            let value = Float(bitPattern: UInt32(truncatingIfNeeded: fixed(bytes)))
            return Int64(exactly: value.rounded(.towardZero))
        }
    }

    private func variable(_ bytes: ByteView) -> UInt64? {
        var cursor = BinaryCursor(bytes)
        return cursor.variableNumber(atMost: 10)
    }

    /// The least significant byte first.
    private func fixed(_ bytes: ByteView) -> UInt64 { bytes.bigEndian(0, 8).byteSwapped }
}
