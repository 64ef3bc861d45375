import Glibc

/// Small files in which the system says something about itself.
enum SystemFile {
    /// The first 4 kB of a file; nil if there is nothing to read.
    static func text(of path: String) -> String? {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        var bytes = [UInt8](repeating: 0, count: 4096)
        let count = bytes.withUnsafeMutableBytes { read(descriptor, $0.baseAddress, $0.count) }
        return count > 0 ? String(decoding: bytes.prefix(count), as: UTF8.self) : nil
    }

    /// The first word of a file.
    static func word(in path: String) -> String? {
        text(of: path)?.split(whereSeparator: \.isWhitespace).first.map(String.init)
    }

    /// The number that a file begins with.
    static func number(in path: String) -> Int? { word(in: path).flatMap { Int($0) } }
}
