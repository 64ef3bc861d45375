import Memory

/// Bytes as digits and digits as numbers.
extension Converter {
    /// `hex`
    static let hex = Converter("hex", takes: .binary, gives: .string, "Two hexadecimal digits for each byte.") {
        value, _, evaluation in
        value.rewritten(evaluation) { view, out in out.append(hexadecimal: view) }
    }

    /// `hex2i`
    static let hex2i = Converter("hex2i", takes: .string, gives: .integer, "The number that hexadecimal digits write.")
    {
        value, _, _ in
        guard let view = value.view else { return nil }
        var number: UInt64 = 0
        for position in 0..<view.count {
            guard let digit = view.byte(at: position).flatMap(HexadecimalText.digit) else { return nil }
            // Too many digits are as the largest number without a sign.
            if number >> 60 != 0 { return .integer(-1) }
            number = number << 4 | UInt64(digit)
        }
        return .integer(Int64(bitPattern: number))
    }

    /// `be2hex([<separator>[,<chunk_size>[,<truncate>]]])`
    static let be2hex = Converter(
        "be2hex", takes: .binary, gives: .string,
        arguments: ArgumentGrammar(optional: [.string, .integer, .integer]),
        "Hexadecimal digits with a separator between groups of bytes.",
        check: { arguments in
            if !arguments.bytes(0).isEmpty, arguments.integer(1) <= 0 {
                throw arguments.refuse("chunk_size needs to be positive (\(arguments.integer(1))).")
            }
            try ByteGroups.checkTruncation(arguments)
            if arguments.integer(1) <= 0 { arguments.set(.max, at: 1) }
        },
        apply: { value, arguments, evaluation in
            value.rewritten(evaluation) { view, out in
                // One group of all bytes cannot be cut short.
                let isWhole = arguments.integer(1) == .max
                let groups = ByteGroups(view, arguments.integer(1), isTruncated: !isWhole && arguments.integer(2) == 1)
                return groups.write(to: out, separator: arguments.text(0)) { out.append(hexadecimal: $0) }
            }
        })

    /// `be2dec(<separator>,<chunk_size>[,<truncate>])`
    static let be2dec = decimal("be2dec", "Decimal numbers of groups of bytes, the most significant first.") {
        $0.bigEndian(0, $0.count)
    }

    /// `le2dec(<separator>,<chunk_size>[,<truncate>])`
    static let le2dec = decimal("le2dec", "Decimal numbers of groups of bytes, the least significant first.") {
        $0.bigEndian(0, 8).byteSwapped
    }

    @inline(__always)
    private static func decimal(
        _ name: String, _ summary: String, _ number: @escaping @Sendable (ByteView) -> UInt64
    ) -> Converter {
        Converter(
            name, takes: .binary, gives: .string,
            arguments: ArgumentGrammar([.string, .integer], optional: [.integer]),
            summary,
            check: { arguments in
                guard (1...8).contains(arguments.integer(1)) else {
                    throw arguments.refuse("chunk_size out of [1..8] range (\(arguments.integer(1))).")
                }
                try ByteGroups.checkTruncation(arguments)
            },
            apply: { value, arguments, evaluation in
                value.rewritten(evaluation) { view, out in
                    ByteGroups(view, arguments.integer(1), isTruncated: arguments.integer(2) == 1)
                        .write(to: out, separator: arguments.text(0)) { out.append(decimal: number($0)) }
                }
            })
    }

    /// `base2`
    static let base2 = Converter("base2", takes: .binary, gives: .string, "Eight binary digits for each byte.") {
        value, _, evaluation in
        value.rewritten(evaluation) { view, out in
            view.withSpan { span in
                guard span.count <= out.room / 8 else { return false }
                for index in span.indices {
                    for bit in stride(from: 7, through: 0, by: -1) { out.append(48 | span[index] >> UInt8(bit) & 1) }
                }
                return true
            }
        }
    }

    /// `htonl`
    static let htonl = Converter(
        "htonl", takes: .integer, gives: .binary, "The low 32 bits as four bytes, the most significant first."
    ) { value, _, evaluation in
        guard case .integer(let number) = value else { return nil }
        return evaluation.write { $0.append(bigEndian: UInt64(bitPattern: number), count: 4) }.map { .binary($0) }
    }
}

/// Bytes in groups of one size, of which the last may be shorter.
struct ByteGroups {
    let view: ByteView
    let size: Int
    /// A shorter one at the end is left out.
    let isTruncated: Bool

    init(_ view: ByteView, _ size: Int64, isTruncated: Bool) {
        self.view = view
        self.size = Int(max(1, size))
        self.isTruncated = isTruncated
    }

    static func checkTruncation(_ arguments: PreparedArguments) throws {
        guard (0...1).contains(arguments.integer(2)) else {
            throw arguments.refuse("Unsupported truncate value (\(arguments.integer(2))).")
        }
    }

    /// Writes what `body` makes of each group, with a separator between two.
    @inline(__always)
    func write(to out: Buffer, separator: ByteView, _ body: (ByteView) -> Bool) -> Bool {
        var position = 0
        while position < view.count {
            let group = view.slice(position, size > view.count - position ? view.count : position + size)
            if isTruncated, group.count < size { return true }
            if position > 0, !out.append(separator) { return false }
            guard body(group) else { return false }
            position += group.count
        }
        return true
    }
}

extension Buffer {
    /// Appends two digits for each byte, capital letters among them; false without room.
    func append(hexadecimal view: ByteView) -> Bool {
        view.withSpan { span in
            guard span.count <= room / 2 else { return false }
            for index in span.indices { append(hexadecimalPair: span[index]) }
            return true
        }
    }

    /// Appends two digits.
    @discardableResult @inline(__always)
    func append(hexadecimalPair byte: UInt8) -> Bool {
        append(hexadecimalCharacter(byte >> 4)) && append(hexadecimalCharacter(byte & 15))
    }
}

/// The character for a value below sixteen.
@inline(__always)
func hexadecimalCharacter(_ value: UInt8) -> UInt8 { value < 10 ? 48 &+ value : 55 &+ value }
