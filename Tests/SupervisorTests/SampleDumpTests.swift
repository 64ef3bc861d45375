import Testing

@testable import Supervisor

struct SampleDumpTests {
    /// As HAProxy's dump looks, with fewer places.
    @Test func fetchesStandBelowALegend() {
        let fetches = [
            SampleDump.Fetch(signature: "base32+src", type: "bin", places: 0b110),
            SampleDump.Fetch(signature: "base", type: "str", places: 0b011),
            SampleDump.Fetch(signature: "avg_queue(backend)", type: "sint", places: 0b111),
        ]
        let expected = [
            "#    _.--- first rule", "#   / _.-- second rule", "#  / / _.- third rule", "# / / /  ", "# | | | ",
            "[ Y Y Y ] avg_queue(backend): sint", "[ Y Y . ] base: str", "[ . Y Y ] base32+src: bin",
        ]
        let text = SampleDump.text(fetches: fetches, places: ["first rule", "second rule", "third rule"])
        #expect(text == expected.map { $0 + "\n" }.joined())
    }

    @Test func convertersSayWhatTheyTakeAndGive() {
        let converters = [
            SampleDump.Converter(signature: "b64dec", input: "str", output: "bin"),
            SampleDump.Converter(signature: "add(string)", input: "sint", output: "sint"),
        ]
        #expect(SampleDump.text(converters: converters) == "add(string): sint => sint\nb64dec: bin => str\n")
    }

    @Test func conditionsSayWhatTheyStandFor() {
        let conditions = [
            SampleDump.Condition(name: "base_beg", fetch: "base", method: "beg"),
            SampleDump.Condition(name: "base", fetch: "base", method: "str"),
        ]
        #expect(SampleDump.text(conditions: conditions) == "base = base -m str\nbase_beg = base -m beg\n")
    }
}
