import Memory
import Testing

@testable import Samples

/// What each method finds. The expectations were read from HAProxy 2.6 with `get map`.
@Suite struct PatternMatchingTests {
    static let paths = "/a 1\n/ab 2\n/a 3\n/abc 4\n/A 5\n"

    @Test func exactStrings() throws {
        let list = try PatternFixture(.string, Self.paths)
        #expect(list.value("/a") == "1")
        #expect(list.value("/abc") == "4")
        #expect(list.value("/A") == "5")
        #expect(list.value("/abd") == nil)
        #expect(list.value("") == nil)
        #expect(list.value(7) == nil)
        let folded = try PatternFixture(.string, ignoresCase: true, Self.paths)
        #expect(folded.value("/A") == "1")
        #expect(folded.value("/ABC") == "4")
    }

    @Test func theLongestPrefixWins() throws {
        let list = try PatternFixture(.prefix, Self.paths)
        #expect(list.value("/abd") == "2")
        #expect(list.value("/abcd") == "4")
        #expect(list.value("/AB") == "5")
        #expect(list.value("x/a") == nil)
    }

    @Test func withoutCaseTheFirstPrefixWins() throws {
        let list = try PatternFixture(.prefix, ignoresCase: true, "/AB 1\n/a 2\n/abc 3\n")
        #expect(list.value("/abc") == "1")
        #expect(list.value("/A") == "2")
    }

    @Test func theFirstSuffixWins() throws {
        let list = try PatternFixture(.suffix, "/abc 1\nc 2\nbc 3\nwww.example.com 4\n")
        #expect(list.value("x/abc") == "1")
        #expect(list.value("zbc") == "2")
        #expect(list.value("a.www.example.com") == "4")
        #expect(list.value("com") == nil)
    }

    @Test func substrings() throws {
        let list = try PatternFixture(.substring, "ab 1\nb 2\nzz 3\nexample 4\nsample 5\n")
        #expect(list.value("xabx") == "1")
        #expect(list.value("xbx") == "2")
        #expect(list.value("my example") == "4")
        #expect(list.value("a sample") == "5")
        #expect(list.value("z") == nil)
        #expect(list.value("") == nil)
        #expect(try PatternFixture(.substring, ignoresCase: true, "eXam 1\n").value("AN EXAMPLE") == "1")
    }

    @Test func directories() throws {
        let list = try PatternFixture(.directory, "/images 1\nimages/png 2\n//png// 3\n/ 4\npng/logo/ 5\na//b 6\nq 7\n")
        #expect(list.value("/") == "4")
        #expect(list.value("x/") == "4")
        #expect(list.value("/images/png/logo") == "1")
        #expect(list.value("/a/png/x") == "3")
        #expect(list.value("png") == "3")
        #expect(list.value("x/a//b/c") == "6")
        #expect(list.value("x/a/b/c") == nil)
        #expect(list.value("/b/q?") == "4")
        #expect(list.value("/b/q?x") == "7")
        #expect(list.value("x") == nil)
        #expect(list.value("/ximages") == nil)
    }

    @Test func domains() throws {
        let list = try PatternFixture(
            .domain, ".example. 1\nexample.com 2\n:com/ 3\nwww 4\n. 5\na..b 6\ndc-eu.example:80 7\n")
        #expect(list.value("http://www1.example.com:80/") == "1")
        #expect(list.value("com") == "3")
        #expect(list.value("www.") == "4")
        #expect(list.value(".") == "5")
        #expect(list.value("a..b") == "6")
        #expect(list.value("a.b") == nil)
        #expect(list.value("x.dc-eu.example:80") == "1")
        #expect(list.value("wwww") == nil)
        #expect(try PatternFixture(.domain, ignoresCase: true, "C.d 1\n").value("x/c.D?e") == "1")
        #expect(try PatternFixture(.domain, ignoresCase: true, "C.d 1\n").value("x&c.D") == nil)
    }

    @Test func integersInTheOrderOfTheList() throws {
        let list = try PatternFixture(.integer, "1:10 a\n5:7 b\n5 c\n:3 d\n100: e\n3 x\n")
        for (number, value) in [(1, "a"), (5, "a"), (6, "a"), (10, "a"), (100, "e"), (1000, "e"), (0, "d"), (-1, "d")] {
            #expect(list.value(Int64(number)) == value)
        }
        #expect(list.value(11) == nil)
        #expect(list.value(.max) == "e")
        #expect(list.value(.min) == "d")
        #expect(list.value(.boolean(true)) == "a")
        #expect(list.value("5") == nil)
    }

    @Test func lengths() throws {
        let list = try PatternFixture(.length, "3 a\n5:6 b\n")
        #expect(list.value("abc") == "a")
        #expect(list.value("abcd") == nil)
        #expect(list.value("abcdef") == "b")
    }

    @Test func binaryBlocks() throws {
        let list = try PatternFixture(.binary, "4142 a\n00fF b\n4142 c\n")
        #expect(list.value("AB") == "a")
        #expect(list.value("ABC") == nil)
        let bytes = ConstantBytes([0, 255])
        #expect(withExtendedLifetime(bytes) { list.value(.binary(bytes.view)) } == "b")
    }

    @Test func regularExpressionsInTheOrderOfTheList() throws {
        let list = try PatternFixture(.expression, "^/b 1\n/a 2\n^/a+ 3\n")
        #expect(list.value("/aa") == "2")
        #expect(list.value("/b/a") == "1")
        #expect(list.value("/c") == nil)
    }

    /// Results that are kept are those that matching gives, and a change is seen at once.
    @Test func keptResultsOfRegularExpressions() throws {
        let list = try PatternFixture(.expression, (0..<20).map { "^/p\($0)/ \($0)\n" }.joined())
        let uncached = PatternReaders(list.registry, cacheSize: 0)
        for _ in 0..<2 {
            for number in 0..<30 {
                let text = ConstantBytes(Array("/p\(number)/x".utf8))
                let expected = number < 20 ? "\(number)" : nil
                #expect(list.value(.string(text.view)) == expected)
                #expect(uncached.find(list.slot, .string(text.view))?.value.text == expected)
                withExtendedLifetime(text) {}
            }
        }
        _ = try list.reference.set(PatternSelection("^/p7/"), value: Array("seven".utf8))
        #expect(list.value("/p7/x") == "seven")
        list.reference.remove(PatternSelection("^/p7/"))
        #expect(list.value("/p7/x") == nil)
        #expect(list.value("/p8/x") == "8")
    }

    @Test func presenceAndTruthNeedNoPattern() throws {
        let found = try PatternFixture(PatternUse(.found), "", columns: .one)
        #expect(found.readers.matches(found.slot, .boolean(false)))
        let boolean = try PatternFixture(PatternUse(.boolean), "", columns: .one)
        #expect(boolean.readers.matches(boolean.slot, .integer(3)))
        #expect(!boolean.readers.matches(boolean.slot, .boolean(false)))
    }

    @Test func manySubstringsLikeOneByOne() throws {
        var random = SystemRandomNumberGenerator()
        func word(_ length: Int) -> String {
            String((0..<length).map { _ in "abAB".randomElement(using: &random) ?? "a" })
        }
        for ignoresCase in [false, true] {
            let words = (0..<60).map { _ in word(Int.random(in: 1...7)) }
            let text = words.enumerated().map { "\($1) \($0)\n" }.joined()
            for method in [MatchMethod.substring, .suffix, .prefix] {
                let list = try PatternFixture(method, ignoresCase: ignoresCase, text)
                for _ in 0..<200 {
                    let sample = word(Int.random(in: 0...12))
                    #expect(list.value(sample) == Self.model(method, ignoresCase, words, sample))
                }
            }
        }
    }

    private static func model(_ method: MatchMethod, _ ignoresCase: Bool, _ words: [String], _ sample: String)
        -> String?
    {
        func folded(_ text: String) -> String { ignoresCase ? text.lowercased() : text }
        let sample = folded(sample)
        let matching = words.indices.filter { index in
            let word = folded(words[index])
            return switch method {
            case .prefix: sample.hasPrefix(word)
            case .suffix: sample.hasSuffix(word)
            default: sample.indices.contains { sample[$0...].hasPrefix(word) }
            }
        }
        if method == .prefix, !ignoresCase {
            let longest = matching.map { words[$0].count }.max()
            return matching.first { words[$0].count == longest }.map(String.init)
        }
        return matching.first.map(String.init)
    }
}
