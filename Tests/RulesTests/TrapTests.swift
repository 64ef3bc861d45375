import Testing

/// No input may end the process.
struct TrapTests {
    /// What stops the process when it is reached. `// unreachable: why` on the line says why it is not.
    @Test func trapsAreExplained() {
        for file in Repository.sources {
            for line in file.code where !line.text.contains("// unreachable: ") {
                for trap in ["fatalError(", "preconditionFailure(", "try!", "as!"] {
                    #expect(
                        !line.code.contains(trap),
                        "\(file.path):\(line.number): '\(trap)' without '// unreachable: why'")
                }
            }
        }
    }

    /// Bytes of a peer are read through a cursor that returns optionals. Where a subscript cannot leave its bounds,
    /// `// bounded: why` says so, for its own line and those below it up to the next empty one.
    @Test func wireParsersNeitherForceNorIndex() {
        for folder in ["Sources/HTTP", "Sources/DNS", "Sources/Transport/ProxyProtocol"] {
            for file in Repository.files(below: folder, endings: [".swift"]) {
                var isBounded = false
                for line in file.code {
                    isBounded = line.text.contains("// bounded: ") || isBounded && !line.text.allSatisfy(\.isWhitespace)
                    #expect(!Self.forcesUnwrapping(line.code), "\(file.path):\(line.number): forced unwrapping")
                    #expect(
                        isBounded || !Self.hasSubscript(line.code),
                        "\(file.path):\(line.number): a subscript without '// bounded: why'")
                }
            }
        }
    }

    /// Whether an optional is unwrapped with `!`, or a type declared with it.
    static func forcesUnwrapping(_ code: String) -> Bool {
        let characters = Array(code)
        return characters.indices.contains { index in
            guard characters[index] == "!", index > 0 else { return false }
            let before = characters[index - 1]
            let after = index + 1 < characters.count ? characters[index + 1] : " "
            return (before.isLetter || before.isNumber || before == "_" || before == ")" || before == "]")
                && after != "="
        }
    }

    /// Whether a value is subscripted: a bracket that follows a name, a call or another bracket.
    static func hasSubscript(_ code: String) -> Bool {
        let characters = Array(code)
        return characters.indices.contains { index in
            guard characters[index] == "[", index > 0 else { return false }
            let before = characters[index - 1]
            return before.isLetter || before.isNumber || before == "_" || before == ")" || before == "]"
                || before == "?"
        }
    }

    @Test(arguments: [
        ("let a = b!", true), ("b![0]", true), ("f()!.x", true), ("var a: Int!", true), ("a != b", false),
        ("!a", false),
        ("if !a.b {", false), ("a!=b", false),
    ])
    func findsForcedUnwrapping(_ code: String, _ expected: Bool) { #expect(Self.forcesUnwrapping(code) == expected) }

    @Test(arguments: [
        ("bytes[i]", true), ("f()[0]", true), ("a?[1]", true), ("let a: [UInt8] = [1]", false), ("f([1])", false),
        ("return [a]", false),
    ])
    func findsSubscripts(_ code: String, _ expected: Bool) { #expect(Self.hasSubscript(code) == expected) }
}
