import Testing

@testable import Samples

@Suite struct TimeTests {
    @Test(arguments: [
        ("int(784111777123),ms_utime(%Y%m%d%H%M%S.%N)", "19941106084937.123000000"),
        ("int(784111777123),ms_utime(%3N)", "123"), ("int(784111777123),ms_utime(%1N%2N)", "112"),
        ("int(784111777123),ms_utime(%%N)", "%N"), ("int(784111777007),ms_utime(%H:%M:%S.%3N,1000)", "08:49:38.007"),
        ("int(784111777123456),us_utime(%H:%M:%S.%6N %z)", "08:49:37.123456 +0000"),
        ("int(784111777000000),us_utime(%S.%N,-1)", "36.999999000"), ("int(784111777),utime(%3N)", "%3N"),
        ("int(784111777),utime(%j %u %e)", "310 7  6"), ("int(951782400),utime(%F %j)", "2000-02-29 060"),
        ("int(4107542399),utime(%F %T %a)", "2100-02-28 23:59:59 Sun"),
        ("int(4107542400),http_date", "Mon, 01 Mar 2100 00:00:00 GMT"),
        ("int(784111777),http_date(1),date", "784111778"),
        (#"str("Sun, 06 Nov 1994 08:49:37 GMT"),date"#, "784111777"),
        (#"str("Sunday, 06-Nov-94 08:49:37 GMT"),date"#, "784111777"),
        (#"str("Sun Nov  6 08:49:37 1994"),date"#, "784111777"),
        (#"str("Sun Nov 16 08:49:37 1994"),date"#, "784975777"),
        (#"str("Thu, 01 Jan 1970 00:00:00 GMT"),date"#, "0"),
        (#"str("Tue, 29 Feb 2000 00:00:60 GMT"),date"#, "951782459"),
    ])
    func tells(_ expression: String, _ result: String) throws {
        #expect(try ExpressionBench().text(expression) == result)
    }

    @Test(arguments: [
        "", "Sun", "Sun, 06 Nov 1994 08:49:37", "Sun, 06 Nov 1994 08:49:37 UTC", "Sun, 6 Nov 1994 08:49:37 GMT",
        "Sun, 31 Nov 1994 08:49:37 GMT", "Sun, 29 Feb 1900 08:49:37 GMT", "Sun, 06 Nov 1994 24:00:00 GMT",
        "Sun, 06 Nov 1994 08:49:37 GMT ", "Xxx, 06 Nov 1994 08:49:37 GMT", "Sun, 06 nov 1994 08:49:37 GMT",
        "Sunday, 06 Nov 1994 08:49:37 GMT", "Sundae, 06-Nov-94 08:49:37 GMT", "Sun Nov 6 08:49:37 1994",
        "Sun, 00 Nov 1994 08:49:37 GMT",
    ])
    func isNoDate(_ text: String) throws {
        #expect(try ExpressionBench().text("str(\"\(text)\"),date") == nil)
    }

    @Test func theTimeGoesBeyondNoNumber() throws {
        #expect(try ExpressionBench().text("int(9223372036854775807),utime(%Y,1)") == nil)
        #expect(try ExpressionBench().text("int(9223372036854775807),http_date(9223372036854775807)") == nil)
        #expect(try ExpressionBench().text("int(-9223372036854775808),us_utime(%Y)") != nil)
        #expect(try ExpressionBench().text("date(9223372036854775807,us)") == nil)
    }

    /// Local times agree with each other, whatever the zone of the machine.
    @Test func localTimesAgree() throws {
        let bench = ExpressionBench()
        let seconds = try bench.text("int(784111777),ltime(%F %T %z)")
        #expect(try bench.text("int(784111777123),ms_ltime(%F %T %z)") == seconds)
        #expect(try bench.text("int(784111777123456),us_ltime(%F %T %z)") == seconds)
        #expect(try bench.text("int(784111777),ltime(%s)") == "784111777")
    }
}
