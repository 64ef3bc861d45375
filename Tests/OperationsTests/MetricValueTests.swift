import Memory
import Testing

@testable import Operations

struct MetricValueTests {
    @Test(
        arguments: [
            (.signed(-3), "-3", "s32"), (.signed(.max), "2147483647", "s32"), (.unsigned(5), "5", "u32"),
            (.unsigned(-5), "0", "u32"), (.long(.max), "18446744073709551615", "u64"), (.text("a b"), "a b", "str"),
            (.decimal(1.5), "1.500000", "flt"), (.decimal(-0.25), "-0.250000", "flt"),
            (.decimal(.nan), "0.000000", "flt"),
            (.decimal(-0.0000001), "0.000000", "flt"),
        ] as [(MetricValue, String, String)])
    func hasTextAndType(_ value: MetricValue, _ text: String, _ type: String) {
        #expect(value.text == text && value.type == type)
    }

    @Test(arguments: [
        ("plain", "plain"), ("a,b", "\"a,b\""), ("a\"b", "\"a\"\"b\""), ("a\nb", "\"a\nb\""), ("", ""), ("a b", "a b"),
    ])
    func quotesForCSV(_ text: String, _ csv: String) {
        #expect(MetricValue.text(text).csv == csv)
    }

    @Test(arguments: [
        ("a\"\\b", #""a\"\\b""#), ("\n\r\t\u{1}\u{1f}", #""\n\r\t\u0001\u001f""#), ("é\u{7f}", "\"é\u{7f}\""),
    ])
    func quotesForJSON(_ text: String, _ json: String) {
        #expect(JSONText.quoted(text) == json)
    }

    @Test func jsonKeepsWithinWhatReadersKeep() {
        #expect(MetricValue.long(.max).json == #"{"type":"u64","value":9007199254740991}"#)
        #expect(MetricValue.text("a").json == #"{"type":"str","value":"a"}"#)
        #expect(MetricValue.unsigned(7).json == #"{"type":"u32","value":7}"#)
    }
}
