import FoundationEssentials

/// A text of the repository, line by line.
struct SourceFile: Sendable {
    let path: String
    let lines: [String]

    init?(path: String) {
        guard let text = try? String(contentsOfFile: Repository.root + "/" + path, encoding: .utf8) else { return nil }
        self.path = path
        lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    }

    init(path: String, text: String) {
        self.path = path
        lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    }

    /// The folder below `Sources`, which is the module.
    var module: String {
        let parts = path.split(separator: "/")
        return parts.count > 1 ? String(parts[1]) : ""
    }

    var name: String { String(path.split(separator: "/").last ?? "") }

    /// Each line's code: without comments and without what stands between quotes.
    var code: [CodeLine] {
        var scanner = CodeScanner()
        return lines.enumerated().map {
            CodeLine(number: $0.offset + 1, text: $0.element, code: scanner.code(of: $0.element))
        }
    }
}

/// A line of a file, whole and reduced to its code.
struct CodeLine: Sendable {
    let number: Int
    let text: String
    let code: String
}
