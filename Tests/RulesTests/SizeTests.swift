import Testing

/// A newcomer must find a thing by its name, and read it in one go.
struct SizeTests {
    @Test func filesAreShort() {
        for file in Repository.sources + Repository.files(below: "Tests", endings: [".swift"]) {
            #expect(file.lines.count <= 401, "\(file.path) has \(file.lines.count - 1) lines, more than 400")
        }
    }
}
