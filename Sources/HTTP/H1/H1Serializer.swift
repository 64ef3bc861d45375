import Memory

/// Writes message heads as HTTP/1 (RFC 9112). Names are in lower case already; neighbouring fields that still lie in the
/// arena as they are sent are copied in one go.
public enum H1Serializer {
    /// `GET /path HTTP/1.1`, the version as received, and the fields, without the empty line; false when `out` has no room.
    public static func writeRequest(_ message: Message, into out: Buffer) -> Bool {
        guard let arena = message.arena else { return false }
        guard out.append(message.methodSlice, of: arena), out.append(32), out.append(message.target, of: arena),
            message.version.isEmpty
                ? out.append(message.minorVersion == 0 ? " HTTP/1.0\r\n" : " HTTP/1.1\r\n")
                : out.append(32) && out.append(message.version, of: arena) && out.append("\r\n")
        else { return false }
        return writeFields(message, arena, into: out)
    }

    /// `HTTP/1.1 200 OK` and the fields, without the empty line; false when `out` has no room.
    public static func writeResponse(_ message: Message, into out: Buffer) -> Bool {
        guard let arena = message.arena else { return false }
        guard
            message.version.isEmpty
                ? out.append(message.minorVersion == 0 ? "HTTP/1.0 " : "HTTP/1.1 ")
                : out.append(message.version, of: arena) && out.append(32),
            writeStatus(message.status, into: out), out.append(32),
            out.append(message.reason, of: arena), out.append("\r\n")
        else { return false }
        return writeFields(message, arena, into: out)
    }

    /// Three digits, leading zeros kept.
    static func writeStatus(_ status: UInt16, into out: Buffer) -> Bool {
        if status > 999 { return out.append(decimal: UInt64(status)) }
        return out.append(UInt8(truncatingIfNeeded: 48 + status / 100 % 10))
            && out.append(UInt8(truncatingIfNeeded: 48 + status / 10 % 10))
            && out.append(UInt8(truncatingIfNeeded: 48 + status % 10))
    }

    /// The fields that are not taken out, each with its line end.
    public static func writeFields(_ message: Message, _ arena: Buffer, into out: Buffer) -> Bool {
        var runStart = 0
        var runEnd = 0
        for field in message.headers.fields {
            if field.isRemoved { continue }
            let start = Int(field.nameOffset)
            let valueEnd = field.valueSlice.end
            if field.flags.isSuperset(of: [.adjacent, .terminated]) {
                if runEnd != start {
                    guard out.append(ByteSlice(runStart, runEnd), of: arena) else { return false }
                    runStart = start
                }
                runEnd = valueEnd + 2
                continue
            }
            guard out.append(ByteSlice(runStart, runEnd), of: arena), out.append(field.nameSlice, of: arena),
                out.append(": "), out.append(field.valueSlice, of: arena), out.append("\r\n")
            else { return false }
            runStart = 0
            runEnd = 0
        }
        return out.append(ByteSlice(runStart, runEnd), of: arena)
    }
}
