import HTTP

/// The content of an `errorfile`: a whole response, read once and written anew (manual, 4.2 `errorfile`).
enum ReplyFile {
    /// Why a file is no response.
    struct Failure: Error { let message: String }

    /// The answer that a file holds. An empty file stands for an end of the connection without an answer.
    static func parse(_ bytes: [UInt8], status: UInt16) throws(Failure) -> Reply {
        if bytes.isEmpty { return Reply(status: status, head: [], body: [], closes: true) }
        var lines = LineReader(bytes)
        guard let start = lines.next(), isStatusLine(start) else {
            throw Failure(message: "unable to parse headers (error offset: 0)")
        }
        var head = Array(start) + [13, 10]
        var length: Int?
        while let line = lines.next(), !line.isEmpty {
            guard let field = Field(line) else {
                throw Failure(message: "unable to parse headers (error offset: \(line.startIndex))")
            }
            switch field.name {
            case Array("transfer-encoding".utf8): throw Failure(message: "chunk-encoded payload not supported")
            case Array("content-length".utf8): length = Int(String(decoding: field.value, as: UTF8.self))
            case Array("connection".utf8): continue
            default: break
            }
            head += field.name + Array(": ".utf8) + field.value + [13, 10]
        }
        let body = Array(bytes[lines.position...])
        if let length, length != body.count {
            throw Failure(
                message: "payload size does not match the announced content-length (\(body.count) != \(length))")
        }
        return Reply(status: status, head: head, body: body, closes: length == nil)
    }

    private static func isStatusLine(_ line: ArraySlice<UInt8>) -> Bool {
        let text = String(decoding: line, as: UTF8.self)
        let parts = text.split(separator: " ", maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count >= 2, parts[0] == "HTTP/1.0" || parts[0] == "HTTP/1.1", let status = Int(parts[1]) else {
            return false
        }
        return (100...999).contains(status)
    }

    /// A name in lower case and a value without the blanks around it.
    private struct Field {
        let name: [UInt8]
        let value: [UInt8]

        init?(_ line: ArraySlice<UInt8>) {
            guard let colon = line.firstIndex(of: UInt8(ascii: ":")), colon > line.startIndex else { return nil }
            let name = line[..<colon]
            guard name.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else { return nil }
            self.name = name.map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }
            let isBlank = { (byte: UInt8) in byte == 0x20 || byte == 0x09 }
            let rest = line[(colon + 1)...].drop(while: isBlank)
            value = Array(rest.reversed().drop(while: isBlank).reversed())
        }
    }

    /// Lines up to LF or CRLF.
    private struct LineReader {
        let bytes: [UInt8]
        var position = 0

        init(_ bytes: [UInt8]) { self.bytes = bytes }

        mutating func next() -> ArraySlice<UInt8>? {
            guard position < bytes.count else { return nil }
            let end = bytes[position...].firstIndex(of: 10) ?? bytes.count
            let line = bytes[position..<end]
            position = min(end + 1, bytes.count)
            return line.last == 13 ? line.dropLast() : line
        }
    }
}
