import Glibc

/// What the system says about itself.
enum HostFacts {
    /// `Linux 6.1.0 #1 SMP x86_64`
    static var system: String {
        var name = utsname()
        guard uname(&name) == 0 else { return "unknown" }
        return withUnsafeBytes(of: name) { bytes in
            let length = MemoryLayout.size(ofValue: name.sysname)
            // sysname, release, version and machine, fields of one length each.
            return [0, 2, 3, 4].map { text(bytes, from: $0 * length, length) }.joined(separator: " ")
        }
    }

    static var hostName: String {
        text(capacity: 256) { gethostname($0, $1 - 1) == 0 ? $1 : -1 } ?? "localhost"
    }

    /// What this program was started as, without its folder.
    static var programName: String {
        CommandLine.arguments.first?.split(separator: "/").last.map(String.init) ?? "apus"
    }

    /// The path of this program.
    static var executable: String {
        text(capacity: 4096) { readlink("/proc/self/exe", $0, $1) } ?? CommandLine.arguments.first ?? "apus"
    }

    /// The text up to a NUL that a function of the system writes; nil when it answers less than one.
    private static func text(capacity: Int, _ fill: (UnsafeMutablePointer<CChar>, Int) -> Int) -> String? {
        var bytes: [UInt8]?
        withUnsafeTemporaryAllocation(byteCount: capacity, alignment: 1) { buffer in
            guard let start = buffer.baseAddress else { return }
            buffer.initializeMemory(as: UInt8.self, repeating: 0)
            let count = fill(start.assumingMemoryBound(to: CChar.self), capacity)
            if count > 0 { bytes = Array(buffer.prefix(count)) }
        }
        return bytes.map { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
    }

    /// How much private memory the process could write to, in bytes: what `RLIMIT_DATA` counts. 0 where the system does not say.
    static var dataInUse: Int {
        let words = SystemFile.text(of: "/proc/self/statm")?.split(separator: " ") ?? []
        guard words.count > 5, let pages = Int(words[5]) else { return 0 }
        return pages * sysconf(Int32(_SC_PAGESIZE))
    }

    /// The shared objects that are mapped, each once.
    static var libraries: [String] {
        guard let file = fopen("/proc/self/maps", "re") else { return [] }
        defer { fclose(file) }
        var found: [String] = []
        var line: UnsafeMutablePointer<CChar>?
        var capacity = 0
        defer { free(line) }
        while getline(&line, &capacity, file) > 0, let line {
            let text = String(cString: line).split(separator: "\n").first ?? ""
            guard let path = text.firstIndex(of: "/").map({ String(text[$0...]) }), !found.contains(path) else {
                continue
            }
            if path.contains(".so") || found.isEmpty { found.append(path) }
        }
        return found
    }

    private static func text(_ bytes: UnsafeRawBufferPointer, from start: Int, _ length: Int) -> String {
        String(decoding: bytes[start..<(start + length)].prefix { $0 != 0 }, as: UTF8.self)
    }
}
