import CLinux
import Configuration
import EventLoop
import Glibc
import Memory
import Transport

/// A command that checks servers (manual, 4.2 `external-check command`).
final class ExternalCommand: Sendable {
    private let program: String
    /// `PATH` of the command.
    private let path: String

    init(_ program: String, path: String) {
        self.program = program
        self.path = path
    }

    /// A command under way.
    struct Process {
        let number: pid_t
        /// Readable once it has ended.
        let descriptor: Int32
    }

    /// Starts it for a server; does not wait for anything.
    func start(
        for task: CheckTask, connections: Int, keepsEnvironment: Bool
    ) -> Result<Process, SystemError> {
        let facts = CommandFacts(task, connections: connections)
        let arguments = [program] + facts.arguments
        var environment = keepsEnvironment ? Environment.ofProcess() : Environment()
        for (name, value) in facts.variables + [("PATH", path)] { try? environment.set(name, to: value) }
        let lines = environment.names.map { Array("\($0)=".utf8) + (environment.value(of: $0) ?? []) }
        var watch: Int32 = -1
        let number = CommandStrings.with(arguments.map { Array($0.utf8) }) { arguments in
            CommandStrings.with(lines) { apus_spawn(place, arguments, $0, &watch) }
        }
        guard number > 0 else { return .failure(SystemError(-number, "posix_spawn")) }
        return .success(Process(number: number, descriptor: watch))
    }

    /// Where the program is: a name without a slash is looked for along the path.
    private var place: String { places.first { access($0, X_OK) == 0 } ?? program }

    private var places: [String] {
        program.contains("/") ? [program] : path.split(separator: ":").map { "\($0)/\(program)" }
    }

    /// Whether it will be there once the process knows nothing but `root`.
    func isFound(below root: String) -> Bool { places.contains { access("\(root)/\($0)", X_OK) == 0 } }
}

/// Texts as C functions take them.
private enum CommandStrings {
    /// Calls `body` with a list that ends with nil.
    static func with<Result>(
        _ texts: [[UInt8]], _ body: (UnsafePointer<UnsafeMutablePointer<CChar>?>) -> Result
    ) -> Result {
        var pointers: [UnsafeMutablePointer<CChar>?] = texts.map { text in
            let copy = UnsafeMutablePointer<CChar>.allocate(capacity: text.count + 1)
            for (position, byte) in text.enumerated() { copy[position] = CChar(bitPattern: byte) }
            copy[text.count] = 0
            return copy
        }
        pointers.append(nil)
        defer { for pointer in pointers { pointer?.deallocate() } }
        return pointers.withUnsafeBufferPointer { buffer in
            guard let base = buffer.baseAddress else { return withUnsafePointer(to: nil) { body($0) } }
            return body(base)
        }
    }
}
