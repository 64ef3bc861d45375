import Configuration
import Glibc

/// Text for the terminal.
enum Output {
    static func error(_ text: String) { write(text, to: 2) }
    static func print(_ text: String) { write(text, to: 1) }
    static func line(_ text: String) { write(text + "\n", to: 1) }

    /// A message that concerns no configuration file: `[ALERT]    (PID) : …`.
    static func message(_ severity: Diagnostic.Severity, _ text: String) {
        error("\(Diagnostic.prefix(severity, process: getpid()))\(text)\n")
    }

    static func alert(_ text: String) { message(.alert, text) }

    private static func write(_ text: String, to descriptor: Int32) {
        var bytes = Array(text.utf8)[...]
        while !bytes.isEmpty {
            let count = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if count < 0 && errno == EINTR { continue }
            guard count > 0 else { return }
            bytes = bytes.dropFirst(count)
        }
    }
}
