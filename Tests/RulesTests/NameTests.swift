import Testing

/// Names say what a thing is.
struct NameTests {
    static let empty = ["Utils", "Utilities", "Util", "Helpers", "Helper", "Manager", "Common", "Misc"]

    /// Inside a module a type of the module's name hides the module.
    @Test func noModuleHoldsATypeOfItsName() {
        for file in Repository.sources {
            for (line, name) in file.declaredTypes {
                #expect(name != file.module, "\(file.path):\(line): module \(name) holds a type of its own name")
            }
        }
    }

    @Test func noTypeOrFileIsNamedAfterNothing() {
        for file in Repository.sources {
            let parts = file.path.split(separator: "/").dropFirst().flatMap { $0.split { $0 == "." || $0 == "+" } }
            for part in parts {
                #expect(!Self.empty.contains(String(part)), "\(file.path): '\(part)' does not say what it holds")
            }
            for (line, name) in file.declaredTypes {
                #expect(
                    !Self.empty.contains { name.hasSuffix($0) },
                    "\(file.path):\(line): '\(name)' does not say what it is")
            }
        }
    }
}

extension SourceFile {
    /// The types that the file declares, with the line of each.
    var declaredTypes: [(line: Int, name: String)] {
        let kinds: Set<Substring> = ["class", "struct", "enum", "protocol", "actor", "typealias"]
        return code.compactMap { line in
            let words = line.code.split { !($0.isLetter || $0.isNumber || $0 == "_") }
            guard let kind = words.firstIndex(where: kinds.contains), kind + 1 < words.count else { return nil }
            let name = words[kind + 1]
            // `class func` and `class var` declare no type.
            guard name.first?.isUppercase == true else { return nil }
            return (line.number, String(name))
        }
    }
}
