import Configuration

/// Tokens and keys of `Tests/Corpus/tokens`, made by another implementation.
enum TokenCorpus {
    static let folder: String = {
        // This file is Tests/SamplesTests/TokenCorpus.swift.
        let tests = #filePath.split(separator: "/").dropLast(2).joined(separator: "/")
        return "/\(tests)/Corpus/tokens"
    }()

    static func path(_ name: String) -> String { "\(folder)/\(name)" }

    /// The lines of a file, split at spaces.
    static func rows(_ name: String) -> [[String]] {
        String(decoding: ContentFile.read(path(name)) ?? [], as: UTF8.self).split(separator: "\n")
            .filter { !$0.hasPrefix("#") }.map { $0.split(separator: " ").map(String.init) }
    }
}
