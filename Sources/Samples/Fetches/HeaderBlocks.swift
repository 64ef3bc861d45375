import HTTP
import Memory

/// All headers of a message at once (manual, 7.3.6).
extension SampleFetch {
    static let headerBlocks: [SampleFetch] =
        headerBlocks("req", of: .request, in: .requestContent)
        + headerBlocks("res", of: .response, in: .responseContent)

    private static func headerBlocks(
        _ prefix: String, of side: MessageSide, in places: SamplePlaces
    ) -> [SampleFetch] {
        [
            SampleFetch(
                "\(prefix).hdr_names", gives: .string, takes: ArgumentGrammar(optional: [.string]), in: places,
                "The names of all headers.", check: side.written(to: 1)
            ) { arguments, evaluation in
                let delimiter = arguments.text(0).byte(at: 0) ?? 44
                return write(MessageSide(arguments, at: 1), evaluation) { field, arena, out in
                    (field.position == 0 || out.append(delimiter)) && out.append(field.header.nameSlice, of: arena)
                }.map { .string($0) }
            },
            SampleFetch(
                "\(prefix).hdrs", gives: .binary, in: places, "All headers as text, with the empty line behind them.",
                check: side.written(to: 0)
            ) { arguments, evaluation in
                write(MessageSide(arguments, at: 0), evaluation, end: "\r\n") { field, arena, out in
                    out.append(field.header.nameSlice, of: arena) && out.append(": ")
                        && out.append(field.header.valueSlice, of: arena) && out.append("\r\n")
                }.map { .binary($0) }
            },
            SampleFetch(
                "\(prefix).hdrs_bin", gives: .binary, in: places,
                "All headers, each name and value behind its length, and two empty ones.",
                check: side.written(to: 0)
            ) { arguments, evaluation in
                write(MessageSide(arguments, at: 0), evaluation, end: "\0\0") { field, arena, out in
                    append(field.header.nameSlice, of: arena, to: out)
                        && append(field.header.valueSlice, of: arena, to: out)
                }.map { .binary($0) }
            },
        ]
    }

    /// Writes each header and an end.
    @inline(__always)
    private static func write(
        _ side: MessageSide, _ evaluation: Evaluation, end: StaticString = "",
        _ append: ((position: Int, header: HeaderField), Buffer, Buffer) -> Bool
    ) -> ByteView? {
        evaluation.with(side) { message, arena in
            evaluation.write { out in
                var position = 0
                for field in message.headers.fields where !field.isRemoved {
                    guard append((position, field), arena, out) else { return false }
                    position &+= 1
                }
                return out.append(end)
            }
        }
    }

    /// Appends a text behind its length as a variable-size integer of the Stream Processing Offload Protocol: up to 239 in one
    /// byte, else its low four bits in the first and seven in each that follows, every group less what the one before could say.
    private static func append(_ slice: ByteSlice, of arena: Buffer, to out: Buffer) -> Bool {
        var length = slice.count
        guard length >= 240 else {
            return out.append(UInt8(truncatingIfNeeded: length)) && out.append(slice, of: arena)
        }
        guard out.append(UInt8(truncatingIfNeeded: length | 0xf0)) else { return false }
        length = (length - 240) >> 4
        while length >= 128 {
            guard out.append(UInt8(truncatingIfNeeded: length | 0x80)) else { return false }
            length = (length - 128) >> 7
        }
        return out.append(UInt8(truncatingIfNeeded: length)) && out.append(slice, of: arena)
    }
}
