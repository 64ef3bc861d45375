import Testing

@testable import Configuration

@Suite struct SuggestionTests {
    static let words = [
        "bind", "mode", "maxconn", "timeout", "option", "use_backend", "default_backend", "http-request",
        "http-response", "acl", "log", "server", "global", "defaults", "frontend", "backend",
    ]

    @Test(arguments: [
        ("maxcon", ["maxconn"]),
        ("bidn", ["bind"]),
        ("MODE", ["mode"]),
        ("optino", ["option"]),
        ("acls", ["acl"]),
        ("globla", ["global"]),
        ("fronten", ["frontend"]),
        ("use_back", ["use_backend"]),
        ("http-re", ["http-request", "http-response"]),
        ("http-reqest", ["http-request"]),
        ("zebra", []),
        ("x", []),
        ("", []),
        ("bind", []),
    ])
    func nearestWords(word: String, expected: [String]) {
        #expect(Suggestion.nearest(to: word, among: Self.words) == expected)
    }

    @Test func threeWordsAtMostAndNoneTwice() {
        let found = Suggestion.nearest(to: "aaa", among: ["aab", "aac", "aad", "aae", "aab"])
        #expect(found == ["aab", "aac", "aad"])
    }

    @Test(arguments: [
        ("", "", 0), ("a", "", 1), ("abc", "acb", 1), ("abcd", "badc", 2), ("kitten", "sitting", 3), ("ab", "ba", 1),
        ("roundrobn", "roundrobin", 1),
    ])
    func distances(left: String, right: String, distance: Int) {
        #expect(Suggestion.distance(Array(left.utf8), Array(right.utf8), limit: 9) == distance)
        #expect(Suggestion.distance(Array(right.utf8), Array(left.utf8), limit: 9) == distance)
    }

    @Test func phrases() {
        #expect(Suggestion.phrase([]) == "")
        #expect(Suggestion.phrase(["a"]) == "; did you mean 'a'?")
        #expect(Suggestion.phrase(["a", "b"]) == "; did you mean 'a' or 'b'?")
        #expect(Suggestion.phrase(["a", "b", "c"]) == "; did you mean 'a', 'b' or 'c'?")
    }
}
