import Glibc

/// Inputs in one file: for each its length as four bytes, the most significant first, and its bytes.
public enum Corpus {
    /// The inputs of a packed file, nil when it cannot be read or is cut.
    public static func read(_ path: String) -> [[UInt8]]? {
        guard let packed = content(of: path) else { return nil }
        var inputs: [[UInt8]] = []
        var rest = packed[...]
        while !rest.isEmpty {
            guard rest.count >= 4 else { return nil }
            let length = rest.prefix(4).reduce(0) { $0 << 8 | Int($1) }
            rest = rest.dropFirst(4)
            guard rest.count >= length else { return nil }
            inputs.append(Array(rest.prefix(length)))
            rest = rest.dropFirst(length)
        }
        return inputs
    }

    /// The bytes of a file.
    public static func content(of path: String) -> [UInt8]? {
        guard let file = fopen(path, "rb") else { return nil }
        defer { fclose(file) }
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = fread(&chunk, 1, chunk.count, file)
            if count == 0 { return bytes }
            bytes += chunk.prefix(count)
        }
    }
}
