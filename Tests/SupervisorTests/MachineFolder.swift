import Glibc

/// A folder of files as the system has them for its processors, which goes with the object.
final class MachineFolder {
    let path: String
    private var files: [String] = []
    private var folders: [String] = []

    init() {
        var template = Array("/tmp/machine-XXXXXX".utf8CString)
        path = mkdtemp(&template).map { String(cString: $0) } ?? "/nonexistent"
    }

    deinit {
        for file in files { unlink(file) }
        for folder in folders.reversed() { rmdir(folder) }
        rmdir(path)
    }

    func write(_ text: String, to name: String) {
        var folder = path
        for part in name.split(separator: "/").dropLast() {
            folder += "/\(part)"
            if mkdir(folder, 0o755) == 0 { folders.append(folder) }
        }
        guard let file = fopen("\(path)/\(name)", "w") else { return }
        fputs(text + "\n", file)
        fclose(file)
        files.append("\(path)/\(name)")
    }

    /// Writes what is known of one processor.
    func add(
        _ number: Int, siblings: String, cache: String?, package: Int = 0, capacity: Int? = nil
    ) {
        write(siblings, to: "cpu/cpu\(number)/topology/thread_siblings_list")
        write("\(package)", to: "cpu/cpu\(number)/topology/physical_package_id")
        if let cache {
            write("3", to: "cpu/cpu\(number)/cache/index3/level")
            write(cache, to: "cpu/cpu\(number)/cache/index3/shared_cpu_list")
        }
        if let capacity { write("\(capacity)", to: "cpu/cpu\(number)/cpu_capacity") }
    }
}
