import Memory
import Testing

@testable import Proxying

/// What the manual's examples and hostile spellings of targets become.
struct URINormalizerTests {
    private static func normal(_ normalizer: URINormalizer, _ text: String, room: Int = 256) -> String? {
        let input = ConstantBytes(Array(text.utf8))
        let out = Buffer(capacity: room)
        let outcome = withExtendedLifetime(input) { normalizer.write(input.view, into: out) }
        guard outcome == .written else { return nil }
        return String(decoding: out.view(from: 0).bytes, as: UTF8.self)
    }

    @Test(arguments: [
        (URINormalizer.pathStripDot, "/a/./a", "/a/a"), (.pathStripDot, "/.", "/"), (.pathStripDot, "*", "*"),
        (.pathStripDot, "/./././", "/"), (.pathStripDot, "/...", "/..."),
        (.pathStripDotDot, "/foo/../bar/", "/bar/"), (.pathStripDotDot, "/../../a", "/../../a"),
        (.pathStripDotDot, "/a/../../../b", "/../../b"), (.pathStripDotDot, "/..", "/../"),
        (.pathStripDotDotFull, "/bar/../../", "/"), (.pathStripDotDotFull, "/../../..", "/"),
        (.pathStripDotDotFull, "", ""), (.pathMergeSlashes, "///a//b/", "/a/b/"), (.pathMergeSlashes, "", ""),
        (.percentDecode, "/%61%2", "/a%2"), (.percentDecode, "/%%36%36", "/%66"), (.percentDecode, "%", "%"),
        (.percentDecode, "/%2f%00", "/%2f%00"), (.percentToUppercase, "/%6f%zz", "/%6F%zz"),
        (.querySortByName, "b=1&a=2&&", "&a=2&b=1"), (.querySortByName, "", ""), (.querySortByName, "&", ""),
        (.fragmentStrip, "/a#b#c", "/a"), (.fragmentEncode, "/#a#", "/%23a%23"),
    ])
    func spellings(normalizer: URINormalizer, text: String, expected: String) {
        #expect(Self.normal(normalizer, text) == expected)
    }

    @Test(arguments: ["/%zz", "/%", "/%4", "/%%36%36"])
    func strictOnesRefuse(text: String) {
        #expect(Self.normal(.percentDecodeStrict, text) == nil)
        #expect(Self.normal(.percentToUppercaseStrict, text) == nil)
    }

    @Test func whatHasNoRoomIsNotWritten() {
        #expect(Self.normal(.fragmentEncode, "/####", room: 8) == nil)
    }
}
