import Configuration
import Glibc
import Memory
import Samples

/// What holds for files of patterns and for what is looked up in them.
///
/// The first byte of an input names the way of matching; then come the key, a zero, and the file.
enum PatternFileChecks {
    private static let methods = [
        "str", "beg", "end", "sub", "dir", "dom", "int", "ip", "reg", "regm", "str_int", "str_ip",
    ]

    static func run(_ bytes: [UInt8]) throws(Violation) {
        guard let first = bytes.first, let end = bytes.firstIndex(of: 0), end > 0 else { return }
        let method = methods[Int(first) % methods.count]
        let key = ConstantBytes(Array(bytes[1..<end]))
        var text = Array(bytes[(end + 1)...])
        // No names, which would be resolved.
        if method == "ip" { text = text.map { (103...122).contains($0 | 32) ? 49 : $0 } }
        let file = fileno(tmpfile())
        defer { close(file) }
        guard file >= 0, write(file, text, text.count) == text.count else { return }
        let found = try look(key, method, file)
        try requireEqual(try look(key, method, file), found, "a second reading of the file")
        if method == "str" { try requireEqual(found, model(key.view.bytes, text), "the value of a string") }
        withExtendedLifetime(key) {}
    }

    private static func look(_ key: ConstantBytes, _ method: String, _ file: Int32) throws(Violation) -> [UInt8]? {
        let bench = SampleBench(content: key.view)
        let expression: Expression
        do {
            let text = "req.payload(0,0),map_\(method)(/proc/self/fd/\(file))"
            expression = try bench.parser(at: .frontendContent).parse(Word(text))
        } catch {
            try SampleBench.checkRefusal(error)
            return nil
        }
        bench.ready()
        return try bench.bytes(expression)
    }

    /// The first line with the key; nil where this simple reading is not sure of what a line means.
    private static func model(_ key: [UInt8], _ text: [UInt8]) -> [UInt8]? {
        for line in text.split(separator: 10) {
            let trimmed = line.drop { $0 == 32 || $0 == 9 }
            guard let first = trimmed.first, first != 35, first != 13 else { continue }
            let word = trimmed.prefix { $0 != 32 && $0 != 9 && $0 != 13 }
            guard Array(word) == key else { continue }
            var value = trimmed.dropFirst(word.count).drop { $0 == 32 || $0 == 9 }
            while let last = value.last, last == 32 || last == 9 || last == 13 { value.removeLast() }
            return Array(value)
        }
        return nil
    }
}

extension FuzzTarget {
    static let patternFile = FuzzTarget(name: "pattern-file") { bytes throws(Violation) in
        try PatternFileChecks.run(bytes)
    }
}
