import FoundationEssentials

/// The checked-out tree that these tests are part of.
enum Repository {
    static let root: String = {
        // This file is Tests/RulesTests/Repository.swift.
        #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(3).joined(separator: "/")
    }()

    /// The files below `folder` whose name ends in one of `endings`, as paths from the root, in order.
    static func files(below folder: String, endings: [String]) -> [SourceFile] {
        let names = (try? FileManager.default.subpathsOfDirectory(atPath: root + "/" + folder)) ?? []
        let paths = names.filter { name in
            !name.hasPrefix(".") && !name.contains("/.") && endings.contains { name.hasSuffix($0) }
        }.map { folder + "/" + $0 }
        return paths.sorted().compactMap(SourceFile.init(path:))
    }

    static var sources: [SourceFile] { files(below: "Sources", endings: [".swift"]) }

    static func isReadable(_ path: String) -> Bool { FileManager.default.fileExists(atPath: path) }

    static func file(_ path: String) -> SourceFile? { SourceFile(path: path) }
}
