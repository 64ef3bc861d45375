import Glibc
import Memory

/// The files of lists: a pattern on each line, or a key and a value (manual, 7.1 and `map`).
enum PatternFile {
    /// The bytes of a file; nil for one that does not exist and need not.
    static func read(_ path: String, isOptional: Bool) throws(PatternFailure) -> [UInt8]? {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            if isOptional && errno == ENOENT { return nil }
            throw PatternFailure("failed to open pattern file <\(path)>")
        }
        defer { close(descriptor) }
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 262_144)
        while bytes.count <= PatternTableBuilder.maximumSize {
            let count = chunk.withUnsafeMutableBytes { Glibc.read(descriptor, $0.baseAddress, $0.count) }
            if count == 0 { return bytes }
            if count < 0 {
                if errno == EINTR { continue }
                let reason = strerror(errno).map { String(cString: $0) } ?? "error \(errno)"
                throw PatternFailure("error encountered while reading  <\(path)> : \(reason)")
            }
            bytes += chunk.prefix(count)
        }
        throw PatternFailure("error encountered while reading  <\(path)> : File too large")
    }

    /// Adds the lines of a file to a table. Identifiers rise from `identifier` on.
    static func parse(
        _ bytes: [UInt8], _ columns: PatternReference.Columns, into builder: inout PatternTableBuilder,
        identifier: inout UInt64
    ) throws(PatternFailure) {
        let text = ConstantBytes(bytes)
        var position = 0
        var line = 0
        while position < text.count {
            line += 1
            let end = text.view.firstIndex(of: 10, from: position) ?? text.count
            let content = text.view.slice(position, end)
            position = end + 1
            guard let (key, value) = entry(content, columns) else { continue }
            guard builder.add(identifier: identifier, key: key, value: value, line: line) else {
                throw PatternList.full
            }
            identifier += 1
        }
        withExtendedLifetime(text) {}
    }

    /// The key and the value of a line; nil for one that holds neither. A sharp starts a comment in the first column only.
    static func entry(_ line: ByteView, _ columns: PatternReference.Columns) -> (key: ByteView, value: ByteView)? {
        guard line.byte(at: 0) != UInt8(ascii: "#") else { return nil }
        var line = line
        while let last = line.byte(at: line.count - 1), last == 13 { line = line.slice(0, line.count - 1) }
        let text = trimmedStart(line)
        guard !text.isEmpty else { return nil }
        guard columns == .two else { return (text, .empty) }
        var end = 0
        while let byte = text.byte(at: end), !isBlank(byte) { end += 1 }
        let value = trimmedStart(text.slice(end))
        var valueEnd = value.count
        while let byte = value.byte(at: valueEnd - 1), isBlank(byte) { valueEnd -= 1 }
        return (text.slice(0, end), value.slice(0, valueEnd))
    }

    private static func trimmedStart(_ text: ByteView) -> ByteView {
        var start = 0
        while let byte = text.byte(at: start), isBlank(byte) { start += 1 }
        return text.slice(start)
    }

    private static func isBlank(_ byte: UInt8) -> Bool { byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") }
}
