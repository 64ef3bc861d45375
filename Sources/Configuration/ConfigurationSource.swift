import CLinux
import Glibc

/// Where configuration text comes from.
public enum ConfigurationSource: Sendable, Hashable {
    /// A file, or a directory whose `*.cfg` files are read in lexical order; `-` is the standard input.
    case path(String)
    /// Text in memory, with the name it has in messages.
    case text(name: String, bytes: [UInt8])

    /// Text in memory, with the name it has in messages.
    public static func text(_ text: String, name: String = "text") -> ConfigurationSource {
        .text(name: name, bytes: Array(text.utf8))
    }

    /// The files that this source stands for: those of a directory, or the source itself (`-f`, management guide 3).
    public func expanded(_ diagnostics: Diagnostics) -> [ConfigurationSource] {
        guard case .path(let path) = self, path != "-" else { return [self] }
        var status = stat()
        guard stat(path, &status) == 0 else {
            diagnostics.alert("Cannot open configuration file/directory \(path) : \(ConfigurationSource.reason())")
            return []
        }
        guard status.st_mode & S_IFMT == S_IFDIR else { return [self] }
        guard let directory = opendir(path) else {
            diagnostics.alert("Cannot open configuration directory \(path) : \(ConfigurationSource.reason())")
            return []
        }
        defer { closedir(directory) }
        var names: [String] = []
        while let entry = readdir(directory) {
            let name = ConfigurationSource.name(of: entry)
            if name.hasSuffix(".cfg") && !name.hasPrefix(".") { names.append(name) }
        }
        names.sort { $0.utf8.lexicographicallyPrecedes($1.utf8) }
        let prefix = path.hasSuffix("/") ? path : path + "/"
        return names.map { prefix + $0 }.filter(ConfigurationSource.isFile).map { .path($0) }
    }

    /// The name in messages and the content, or nil if it cannot be read.
    public func content(_ diagnostics: Diagnostics) -> (name: String, bytes: [UInt8])? {
        switch self {
        case .text(let name, let bytes): return (name, bytes)
        case .path("-"): return ConfigurationSource.read(STDIN_FILENO, "-", diagnostics)
        case .path(let path):
            let descriptor = Glibc.open(path, O_RDONLY | O_CLOEXEC)
            guard descriptor >= 0 else {
                diagnostics.alert("Cannot open configuration file/directory \(path) : \(ConfigurationSource.reason())")
                return nil
            }
            defer { close(descriptor) }
            return ConfigurationSource.read(descriptor, path, diagnostics)
        }
    }

    /// More than any configuration holds; an endless device must not fill the memory.
    private static let maximumLength = 1 << 30

    private static func read(_ descriptor: Int32, _ name: String, _ diagnostics: Diagnostics) -> (String, [UInt8])? {
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 65_536)
        while bytes.count <= maximumLength {
            let count = chunk.withUnsafeMutableBytes { Glibc.read(descriptor, $0.baseAddress, $0.count) }
            if count == 0 { return (name, bytes) }
            if count < 0 {
                if errno == EINTR { continue }
                diagnostics.alert("Cannot read configuration file \(name) : \(reason())")
                return nil
            }
            bytes += chunk.prefix(count)
        }
        diagnostics.alert("Cannot read configuration file \(name) : it is larger than \(maximumLength) bytes")
        return nil
    }

    private static func name(of entry: UnsafeMutablePointer<dirent>) -> String {
        withUnsafeBytes(of: entry.pointee.d_name) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
    }

    private static func isFile(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
    }

    private static func reason() -> String { strerror(errno).map { String(cString: $0) } ?? "error \(errno)" }
}
