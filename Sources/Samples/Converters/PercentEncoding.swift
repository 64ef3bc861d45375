import Memory

/// Parts of URLs (RFC 3986, 2.1).
extension Converter {
    /// `url_dec([<in_form>])`
    static let urlDecode = Converter(
        "url_dec", takes: .string, gives: .string, arguments: ArgumentGrammar(optional: [.integer]),
        "Decodes percent signs, and plus signs in a query."
    ) { value, arguments, evaluation in
        value.rewritten(evaluation) { view, out in
            var isQuery = arguments.integer(0) != 0
            var position = 0
            while let byte = view.byte(at: position) {
                position += 1
                switch byte {
                case 37:
                    guard let high = view.byte(at: position).flatMap(HexadecimalText.digit),
                        let low = view.byte(at: position + 1).flatMap(HexadecimalText.digit),
                        out.append(high << 4 | low)
                    else { return false }
                    position += 2
                case 43 where isQuery: guard out.append(32) else { return false }
                default:
                    if byte == 63 { isQuery = true }
                    guard out.append(byte) else { return false }
                }
            }
            return true
        }
    }

    /// `url_enc([<enc_type>])`
    static let urlEncode = Converter(
        "url_enc", takes: .string, gives: .string, arguments: ArgumentGrammar([.string]),
        "Encodes all but unreserved characters.",
        check: { arguments in
            guard arguments.bytes(0).isEmpty || arguments.text(0) == "query" else {
                throw arguments.refuse("Unexpected encode type. Allowed value is 'query'.")
            }
        },
        apply: { value, _, evaluation in
            value.rewritten(evaluation) { view, out in
                view.withSpan { span in
                    for index in span.indices {
                        let byte = span[index]
                        if isUnreserved(byte) {
                            guard out.append(byte) else { return false }
                        } else {
                            guard out.append(37), out.append(hexadecimalPair: byte) else { return false }
                        }
                    }
                    return true
                }
            }
        })

    /// Characters that stand for themselves everywhere (RFC 3986, 2.3).
    @inline(__always)
    private static func isUnreserved(_ byte: UInt8) -> Bool {
        byte &- 48 < 10 || (byte | 0x20) &- 97 < 26 || byte == 45 || byte == 46 || byte == 95 || byte == 126
    }
}
