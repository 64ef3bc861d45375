import Memory

extension Converter {
    /// `has_ctl([<mask>])`
    static let hasControl = Converter(
        "has_ctl", takes: .binary, gives: .boolean, arguments: ArgumentGrammar(optional: [.string]),
        "Whether there are control characters, of those that a mask names.",
        check: { arguments in
            guard let mask = controlMask(arguments.text(0)) else {
                throw arguments.refuse(
                    "expects a number of at most 33 bits, 'any' or 'http', got '\(arguments.text(0))'.")
            }
            arguments.set(Int64(mask), at: 0)
        },
        apply: { value, arguments, _ in
            guard let view = value.view else { return nil }
            let mask = UInt64(bitPattern: arguments.integer(0))
            return view.withSpan { span in
                for index in span.indices {
                    let byte = span[index]
                    if byte < 32 ? mask >> UInt64(byte) & 1 == 1 : byte == 127 && mask >> 32 & 1 == 1 {
                        return .boolean(true)
                    }
                }
                return .boolean(false)
            }
        })

    /// A bit for each of the first 32 characters, and one for DEL.
    private static func controlMask(_ text: String) -> UInt64? {
        switch text {
        case "": return 0x1_ffff_fdff
        case "any": return 0x1_ffff_ffff
        case "http": return 0x2401
        default:
            let mask = text.hasPrefix("0x") ? UInt64(text.dropFirst(2), radix: 16) : UInt64(text)
            return mask.flatMap { $0 < 1 << 33 ? $0 : nil }
        }
    }
}
