import Memory

/// Parts of a text or of bytes, none of which are copied.
extension Converter {
    /// `bytes(<offset>[,<length>])`
    static let bytes = Converter(
        "bytes", takes: .binary, gives: .binary, arguments: ArgumentGrammar([.number], optional: [.number]),
        "Some bytes from an offset on."
    ) { value, arguments, evaluation in
        guard let view = value.view, let offset = arguments.number(0, evaluation) else { return nil }
        guard offset >= 0, offset < view.count else { return .binary(.empty) }
        let rest = view.slice(Int(offset))
        guard arguments.has(1) else { return .binary(rest) }
        guard let length = arguments.number(1, evaluation) else { return nil }
        return .binary(length < 0 ? .empty : rest.slice(0, Int(min(length, Int64(rest.count)))))
    }

    /// `cut_crlf`
    static let cutCRLF = Converter(
        "cut_crlf", takes: .string, gives: .string, "Cuts a text at its first carriage return or line feed."
    ) { value, _, _ in
        value.view.map { view in
            view.withSpan { span in
                for index in span.indices where span[index] == 13 || span[index] == 10 {
                    return .string(view.slice(0, index))
                }
                return .string(view)
            }
        }
    }

    /// `ltrim(<chars>)`
    static let ltrim = Converter(
        "ltrim", takes: .string, gives: .string, arguments: ArgumentGrammar([.string]),
        "Leaves out such characters at the beginning."
    ) { value, arguments, _ in
        value.view.map { view in
            let unwanted = ByteSet(arguments.text(0))
            return view.withSpan { span in
                var start = 0
                while start < span.count, unwanted.contains(span[start]) { start += 1 }
                return .string(view.slice(start))
            }
        }
    }

    /// `rtrim(<chars>)`
    static let rtrim = Converter(
        "rtrim", takes: .string, gives: .string, arguments: ArgumentGrammar([.string]),
        "Leaves out such characters at the end."
    ) { value, arguments, _ in
        value.view.map { view in
            let unwanted = ByteSet(arguments.text(0))
            return view.withSpan { span in
                var end = span.count
                while end > 0, unwanted.contains(span[end - 1]) { end -= 1 }
                return .string(view.slice(0, end))
            }
        }
    }

    /// `length`
    static let length = Converter("length", takes: .string, gives: .integer, "The number of bytes.") { value, _, _ in
        value.view.map { .integer(Int64($0.count)) }
    }
}
