import HTTP
import Memory

/// What a parsed head says, copied out of its buffer, so that two ways to the same head can be compared.
struct HeadRecord: Equatable, CustomStringConvertible {
    struct Field: Equatable {
        var name: [UInt8]
        var value: [UInt8]
    }

    var start: [[UInt8]] = []
    var status: UInt16 = 0
    var minorVersion: UInt8 = 0
    var framing = BodyFraming.none
    var fields: [Field] = []

    init(_ message: Message, in buffer: Buffer, isRequest: Bool) {
        minorVersion = message.minorVersion
        framing = message.framing
        if isRequest {
            start = [buffer.bytes(in: message.methodSlice), buffer.bytes(in: message.target)]
        } else {
            status = message.status
            start = [buffer.bytes(in: message.reason)]
        }
        fields = HeadRecord.fields(message, in: buffer)
    }

    /// The fields that are not taken out.
    static func fields(_ message: Message, in buffer: Buffer) -> [Field] {
        message.headers.fields.filter { !$0.isRemoved }.map {
            Field(name: buffer.bytes(in: $0.nameSlice), value: buffer.bytes(in: $0.valueSlice))
        }
    }

    func values(_ name: StaticString) -> [[UInt8]] {
        let wanted = Array(name.description.utf8)
        return fields.filter { $0.name == wanted }.map(\.value)
    }

    /// The fields as they are sent, written in the plainest way.
    var plainFields: [UInt8] {
        fields.flatMap { $0.name + Array(": ".utf8) + $0.value + Array("\r\n".utf8) }
    }

    var description: String {
        let texts = (start + fields.flatMap { [$0.name, $0.value] }).map { String(decoding: $0, as: UTF8.self) }
        return "\(status) 1.\(minorVersion) \(framing) \(texts)"
    }
}

// MARK: What every head keeps to

extension HeadRecord {
    func checkFields(allowsNUL: Bool = false) throws(Violation) {
        for field in fields {
            try require(!field.name.isEmpty && field.name.allSatisfy(HeadRecord.isNameByte), "a header name: \(self)")
            try require(
                field.value.allSatisfy { $0 != 10 && $0 != 13 && ($0 != 0 || allowsNUL) },
                "a line break or NUL in a value: \(self)")
            try require(
                !HeadRecord.isBlank(field.value.first) && !HeadRecord.isBlank(field.value.last),
                "a value with blanks at its end: \(self)")
        }
    }

    /// The header fields must name the framing that was found, and no other.
    func checkFraming() throws(Violation) {
        let lengths = values("content-length")
        let codings = values("transfer-encoding").map { String(decoding: $0, as: UTF8.self).lowercased() }
        switch framing {
        case .chunked:
            try require(codings == ["chunked"] && lengths.isEmpty, "chunked, but the fields say otherwise: \(self)")
        case .length(let count):
            try require(
                codings.isEmpty && lengths == [Array(String(count).utf8)],
                "a length, but the fields say otherwise: \(self)")
        case .none, .untilClose:
            try require(
                codings.isEmpty && (lengths.isEmpty || lengths == [[48]]),
                "no framing, but the fields say otherwise: \(self)")
        case .tunnel: throw Violation("a head alone makes no tunnel: \(self)")
        }
    }

    func checkRequestLine(isRelaxed: Bool) throws(Violation) {
        try require(start.allSatisfy { !$0.isEmpty && $0.allSatisfy { $0 > 32 && $0 != 127 } }, "the line: \(self)")
        try require(isRelaxed || start.allSatisfy { $0.allSatisfy { $0 < 127 } }, "the line: \(self)")
        try require(values("host").count <= 1, "more than one Host: \(self)")
    }

    func checkStatusLine(isRelaxed: Bool) throws(Violation) {
        try require(isRelaxed || status <= 999, "the status: \(self)")
        try require(
            start.allSatisfy { $0.allSatisfy { $0 != 0 && $0 != 10 && $0 != 13 } }, "a line break in the line: \(self)")
    }

    private static func isBlank(_ byte: UInt8?) -> Bool { byte == 32 || byte == 9 }

    /// Token characters (RFC 9110, 5.6.2) without capitals, written apart from the parser's own table.
    private static func isNameByte(_ byte: UInt8) -> Bool {
        "!#$%&'*+-.^_`|~0123456789abcdefghijklmnopqrstuvwxyz".utf8.contains(byte)
    }
}
