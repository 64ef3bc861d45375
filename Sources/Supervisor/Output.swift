import Glibc

/// Text for the terminal.
enum Output {
    static func error(_ text: String) { write(text, to: 2) }
    static func line(_ text: String) { write(text + "\n", to: 1) }

    private static func write(_ text: String, to descriptor: Int32) {
        var bytes = Array(text.utf8)[...]
        while !bytes.isEmpty {
            let count = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            guard count > 0 else { return }
            bytes = bytes.dropFirst(count)
        }
    }
}
