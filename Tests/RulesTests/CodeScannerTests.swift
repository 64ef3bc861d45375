import Testing

struct CodeScannerTests {
    @Test(arguments: [
        ("let a = b // c!", "let a = b "),
        (#"let a = "b!" + c"#, #"let a = "" + c"#),
        (##"let a = #"b "quoted" "# + c"##, #"let a = "" + c"#),
        (#"let a = "\"b!" + c"#, #"let a = "" + c"#),
        ("a /* b! */ c", "a  c"),
        ("#if DEBUG", "#if DEBUG"),
        (#"let empty = "" + a"#, #"let empty = "" + a"#),
    ])
    func reducesALine(_ line: String, _ expected: String) {
        var scanner = CodeScanner()
        #expect(scanner.code(of: line) == expected)
    }

    @Test func followsCommentsAndStringsOverLines() {
        let file = SourceFile(path: "Sources/A/b.swift", text: "a /* b\nc! */ d\nlet e = \"\"\"\n  f!\n  \"\"\"\ng!")
        #expect(file.code.map(\.code) == ["a ", " d", "let e = \"", "", "\"", "g!"])
    }
}
