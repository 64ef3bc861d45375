import Testing

/// What is committed is finished, and speaks of the project alone.
struct WordingTests {
    /// Assembled here so that this file does not contain them itself.
    static let unfinished = ["TO" + "DO", "FIX" + "ME", "XX" + "X:"]

    static let texts: [SourceFile] = {
        let endings = [".swift", ".md", ".c", ".h", ".cfg", ".vtc", ".txt", ".modulemap"]
        let folders = ["Sources", "Tests", "docs", "examples", "Benchmarks", "Fuzz/Sources"]
        let files = folders.flatMap { Repository.files(below: $0, endings: endings) }
        let scripts = Repository.files(below: "scripts", endings: [""])
        let top = ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "Makefile", "Package.swift"]
        return files + scripts + top.compactMap(Repository.file)
    }()

    @Test func nothingIsLeftForLater() {
        for file in Self.texts {
            for (index, line) in file.lines.enumerated() {
                for word in Self.unfinished {
                    #expect(!line.contains(word), "\(file.path):\(index + 1): '\(word)'")
                }
            }
        }
    }

    @Test func everyRelativeLinkLeadsSomewhere() {
        for file in Self.texts where file.name.hasSuffix(".md") {
            let folder = file.path.split(separator: "/").dropLast().joined(separator: "/")
            for (index, line) in file.lines.enumerated() {
                for target in Self.links(in: line) where !target.contains("://") && !target.hasPrefix("#") {
                    let path = (folder.isEmpty ? "" : folder + "/") + target.split(separator: "#")[0]
                    #expect(Repository.exists(path), "\(file.path):\(index + 1): no '\(target)'")
                }
            }
        }
    }

    /// The targets of the links `[text](target)` of a line of Markdown.
    static func links(in line: String) -> [String] {
        line.split(separator: "](", omittingEmptySubsequences: false).dropFirst().compactMap { part in
            part.firstIndex(of: ")").map { String(part[..<$0]) }
        }
    }

    @Test func findsLinks() {
        #expect(Self.links(in: "see [a](b.md) and [c](d/e.md#f).") == ["b.md", "d/e.md#f"])
        #expect(Self.links(in: "none here") == [])
    }
}

extension Repository {
    static func exists(_ path: String) -> Bool { isReadable(root + "/" + path) }
}
