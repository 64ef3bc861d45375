import Glibc

/// A file that a configuration names and whose content is kept.
public enum ContentFile {
    /// More than any answer holds; an endless device must not fill the memory.
    static let maximumLength = 64 << 20

    /// The bytes of a file; nil when it cannot be read, with the reason in `errno`.
    public static func read(_ path: String) -> [UInt8]? {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 16_384)
        while bytes.count <= maximumLength {
            let count = chunk.withUnsafeMutableBytes { Glibc.read(descriptor, $0.baseAddress, $0.count) }
            if count == 0 { return bytes }
            if count < 0 {
                if errno == EINTR { continue }
                return nil
            }
            bytes += chunk.prefix(count)
        }
        return nil
    }
}
