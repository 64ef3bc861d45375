import Memory
import Testing

@testable import Samples

@Suite struct RegularExpressionTests {
    static func replaced(_ expression: String, _ subject: String, _ template: String, all: Bool = false) throws
        -> String?
    {
        let expression = try RegularExpression(expression)
        let subject = ConstantBytes(Array(subject.utf8))
        let template = ConstantBytes(Array(template.utf8))
        let pool = BufferPool(name: "test", bufferSize: 4096)
        let buffer = try #require(pool.take())
        defer { pool.give(buffer) }
        let fits = Substitution.replace(
            expression, in: subject.view, with: template.view, all: all, to: buffer, RegularExpressionScratch())
        return withExtendedLifetime((subject, template)) { fits ? buffer.view(from: buffer.start).text : nil }
    }

    /// What an earlier match has left in the memory that all matches share is nobody's capture.
    @Test func capturesOfEarlierMatchesAreGone() throws {
        let scratch = RegularExpressionScratch()
        let subject = ConstantBytes(Array("abcd".utf8))
        #expect(try RegularExpression("(a)(b)(c)(d)").captures(subject.view, from: 0, scratch))
        #expect(scratch.capture(4) == 3..<4)
        #expect(try RegularExpression("(a)(x)?").captures(subject.view, from: 0, scratch))
        #expect(scratch.capture(1) == 0..<1)
        #expect((2...9).allSatisfy { scratch.capture($0) == nil })
        withExtendedLifetime(subject) {}
    }

    /// The expectations were read from HAProxy 2.6 with `regsub` and `replace-header`.
    @Test func replacing() throws {
        #expect(try Self.replaced("(a+)(b)?", "/aab", "<\\2\\1\\0>", all: true) == "/<baaaab>")
        #expect(try Self.replaced("(a+)(b)?", "/a/ab", "<\\2\\1\\0>", all: true) == "/<aa>/<baab>")
        #expect(try Self.replaced("x*", "/axxb", "-", all: true) == "-/-a--b-")
        #expect(try Self.replaced("x*", "/aab", "-", all: true) == "-/-a-a-b-")
        #expect(try Self.replaced("^/", "//aab", "", all: true) == "/aab")
        #expect(try Self.replaced("a", "/aab", "-") == "/-ab")
        #expect(try Self.replaced("z", "/aab", "-") == "/aab")
        #expect(
            try Self.replaced("(a)(b)?", "ab", "[\\1-\\2-\\3-\\0-\\x41-\\\\-\\q-\\9]") == "[a-b--ab-A-\\-q-]")
        #expect(try Self.replaced("a", "a", "\\") == nil)
    }

    @Test func aReplacementWithoutRoomFails() throws {
        let text = String(repeating: "a", count: 3000)
        #expect(try Self.replaced("a", text, "bb", all: true) == nil)
    }

    @Test func errorsSayWhereAndWhy() {
        #expect(
            failures { _ = try RegularExpression("(") } == [
                "regex '(' is invalid (error=missing closing parenthesis, erroffset=1)"
            ])
        #expect(failures { _ = try Substitution("a\\") } == ["replacement 'a\\' ends with an incomplete escape"])
    }

    @Test func matching() throws {
        let scratch = RegularExpressionScratch()
        let text = ConstantBytes(Array("Hello".utf8))
        #expect(try RegularExpression("hello", ignoresCase: true).matches(text.view, scratch))
        #expect(try !RegularExpression("hello").matches(text.view, scratch))
        #expect(try RegularExpression("^$").matches(.empty, scratch))
        #expect(try RegularExpression("").matches(.empty, scratch))
        #expect(try RegularExpression("e(l)(x)?").captures(text.view, scratch))
        #expect(scratch.capture(0) == 1..<3)
        #expect(scratch.capture(1) == 2..<3)
        #expect(scratch.capture(2) == nil)
        #expect(scratch.capture(12) == nil)
        withExtendedLifetime(text) {}
    }

    /// Backtracking without end is cut, and the match fails.
    @Test(.timeLimit(.minutes(1))) func steps() throws {
        let text = ConstantBytes(Array(repeating: UInt8(ascii: "a"), count: 60))
        #expect(try !RegularExpression("(a|aa|a?)+$b").matches(text.view, RegularExpressionScratch()))
        withExtendedLifetime(text) {}
    }

    @Test func capturesOfTheExpressionThatWins() throws {
        let list = try PatternFixture(
            PatternUse(.expression, value: .string, captures: true), "^/(a+)(b)? <\\1,\\2>\n^/(c) <\\1>\n")
        _ = try list.reference.set(PatternSelection("^/(a+)(b)?"), value: Array("[\\1;\\2]".utf8))
        let subject = ConstantBytes(Array("/aab".utf8))
        let match = try #require(list.readers.find(list.slot, .string(subject.view)))
        let pool = BufferPool(name: "test", bufferSize: 4096)
        let buffer = try #require(pool.take())
        defer { pool.give(buffer) }
        #expect(Substitution.append(match.value, to: buffer, of: subject.view, list.readers.scratch))
        #expect(buffer.view(from: buffer.start).text == "[aa;b]")
        withExtendedLifetime(subject) {}
    }
}
