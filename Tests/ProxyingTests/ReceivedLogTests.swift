import Memory
import Testing

@testable import Proxying

struct ReceivedLogTests {
    private static func parse(_ text: String, isParsed: Bool = true) -> [String] {
        let bytes = ConstantBytes(Array(text.utf8))
        let log = ReceivedLog(bytes.view, isParsed: isParsed)
        let parts = [log.host, log.tag, log.process, log.identifier, log.structuredData, log.text]
        let result = parts.map { String(decoding: $0.bytes, as: UTF8.self) }
        return withExtendedLifetime(bytes) { ["\(log.format)", log.priority.map(String.init) ?? "-"] + result }
    }

    @Test(arguments: [
        ("<134>Nov 21 17:29:28 h p[6]: hello\n", ["rfc3164", "134", "h", "p", "6", "", "", "hello"]),
        ("<134>Nov  1 17:29:28 h p: hello", ["rfc3164", "134", "h", "p", "", "", "", "hello"]),
        ("<134>Nov 21 17:29:28 p[6]: hello", ["local", "134", "", "p", "6", "", "", "hello"]),
        ("<134>Nov 21 17:29:28 h no tag", ["rfc3164", "134", "h", "", "", "", "", "no tag"]),
        (
            "<134>1 2026-11-21T17:29:28Z h p 6 id [a b=\"c\\\"]\"][d] hello",
            ["rfc5424", "134", "h", "p", "6", "id", "[a b=\"c\\\"]\"][d]", "hello"]
        ),
        ("<13>1 - - - - - -", ["rfc5424", "13", "", "", "", "", "", ""]),
        ("<13>1 - - - - - [a", ["priority", "13", "", "", "", "", "", "1 - - - - - [a"]),
        ("<13>1 yesterday - - - - - x", ["priority", "13", "", "", "", "", "", "1 yesterday - - - - - x"]),
        ("<13>Xyz 21 17:29:28 h p: x", ["priority", "13", "", "", "", "", "", "Xyz 21 17:29:28 h p: x"]),
        ("<13>Nov 21 17:29:28", ["priority", "13", "", "", "", "", "", "Nov 21 17:29:28"]),
        ("<6>x", ["priority", "6", "", "", "", "", "", "x"]),
        ("<1234>x", ["raw", "-", "", "", "", "", "", "<1234>x"]),
        ("<>x", ["raw", "-", "", "", "", "", "", "<>x"]),
        ("<13", ["raw", "-", "", "", "", "", "", "<13"]),
        ("", ["raw", "-", "", "", "", "", "", ""]), ("\r\n", ["raw", "-", "", "", "", "", "", ""]),
    ])
    func findsTheParts(text: String, expected: [String]) {
        #expect(Self.parse(text) == expected)
    }

    @Test func takesNothingApartWhenTold() {
        #expect(Self.parse("<13>x\n", isParsed: false) == ["raw", "-", "", "", "", "", "", "<13>x"])
    }
}
