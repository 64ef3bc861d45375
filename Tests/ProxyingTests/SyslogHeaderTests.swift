import Glibc
import Memory
import Testing

@testable import Proxying

struct SyslogHeaderTests {
    /// 2026-11-01T07:04:09.000042, in UTC.
    private static func clock() -> LogClock {
        setenv("TZ", "UTC", 1)
        tzset()
        var clock = LogClock()
        clock.set(seconds: 1_793_516_649, microseconds: 42)
        return clock
    }

    private static func header(
        _ format: SyslogFormat, _ level: LogLevel, host: String? = nil, data: String = ""
    ) throws -> String {
        let pool = BufferPool(name: "test", bufferSize: 2048)
        let line = try #require(pool.take())
        let facility = try #require(LogFacility(name: "local0"))
        let header = SyslogHeader(format, facility, host: host, tag: "tag", process: 71)
        let constant = ConstantBytes(Array(data.utf8))
        header.append(to: line, level, clock(), constant.view)
        return line.withBytes { bytes in String(decoding: bytes.indices.map { bytes[$0] }, as: UTF8.self) }
    }

    @Test(arguments: [
        (SyslogFormat.local, "<134>Nov  1 07:04:09 tag[71]: "),
        (.rfc3164, "<134>Nov  1 07:04:09 localhost tag[71]: "),
        (.rfc5424, "<134>1 2026-11-01T07:04:09.000042+00:00 - tag 71 - - "),
        (.priority, "<134>"),
        (.short, "<6>"),
        (.timed, "<6>2026-11-01T07:04:09.000042+00:00 "),
        (.iso, "2026-11-01T07:04:09.000042+00:00 "),
        (.raw, ""),
    ])
    func hasTheFormOfItsFormat(format: SyslogFormat, expected: String) throws {
        #expect(try Self.header(format, .information) == expected)
    }

    @Test func namesTheHostWhereTheFormatDoes() throws {
        #expect(try Self.header(.local, .alert, host: "h") == "<129>Nov  1 07:04:09 tag[71]: ")
        #expect(try Self.header(.rfc3164, .emergency, host: "h") == "<128>Nov  1 07:04:09 h tag[71]: ")
        #expect(try Self.header(.rfc5424, .debug, host: "h").contains("+00:00 h tag 71 - - "))
    }

    @Test func showsStructuredDataInRFC5424Only() throws {
        #expect(try Self.header(.rfc5424, .notice, data: "[a@1 b=\"c\"]").hasSuffix(" tag 71 - [a@1 b=\"c\"] "))
        #expect(try Self.header(.rfc3164, .notice, data: "[a@1]").hasSuffix(" localhost tag[71]: "))
    }
}
