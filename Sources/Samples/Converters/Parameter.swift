import Memory

extension Converter {
    /// `param(<name>[,<delim>])`
    static let param = Converter(
        "param", takes: .string, gives: .string, arguments: ArgumentGrammar([.string], optional: [.string]),
        "The value of a parameter in a text such as `a=b&c=d`.",
        check: { arguments in
            guard arguments.has(1) else { return arguments.set(38, at: 1) }
            guard let delimiter = delimiter(arguments.bytes(1)) else {
                throw arguments.refuse("Delimiter must be exactly 1 character.")
            }
            arguments.set(Int64(delimiter), at: 1)
        },
        apply: { value, arguments, _ in
            guard let view = value.view else { return nil }
            return parameter(
                arguments.text(0), in: view, delimiter: UInt8(truncatingIfNeeded: arguments.integer(1))
            ).map { .string($0) }
        })

    /// A character, or `0x` and two hexadecimal digits.
    private static func delimiter(_ bytes: [UInt8]) -> UInt8? {
        if bytes.count == 1 { return bytes[0] }
        guard bytes.count == 4, bytes[0] == 48, bytes[1] | 0x20 == 120, let high = HexadecimalText.digit(bytes[2]),
            let low = HexadecimalText.digit(bytes[3])
        else { return nil }
        return high << 4 | low
    }

    /// The value of the first such parameter; empty for one without an equals sign.
    private static func parameter(_ name: ByteView, in text: ByteView, delimiter: UInt8) -> ByteView? {
        var start = 0
        while start < text.count {
            let end = text.firstIndex(of: delimiter, from: start) ?? text.count
            let whole = text.slice(start, end)
            if whole.slice(0, name.count).equals(name) {
                switch whole.byte(at: name.count) {
                case nil where !whole.isEmpty: return .empty
                case 61: return whole.slice(name.count + 1)
                default: break
                }
            }
            start = end + 1
        }
        return nil
    }
}
