import Memory
import Testing

@testable import Configuration

@Suite struct ValueTests {
    static let times: [(String, Int64)] = [
        ("0", 0), ("5", 5), ("007", 7), ("5ms", 5), ("5s", 5_000), ("2m", 120_000), ("1h", 3_600_000),
        ("24d", 2_073_600_000), ("0us", 0), ("1us", 1), ("999us", 1), ("1000us", 1), ("1001us", 2),
        ("1000000us", 1_000), ("2147483647", 2_147_483_647), ("2147483647000us", 2_147_483_647),
    ]

    @Test(arguments: times)
    func timesAreParsed(text: String, milliseconds: Int64) throws {
        #expect(try Milliseconds(configuration: text).rawValue == milliseconds)
    }

    static let badTimes: [(String, TimeFailure)] = [
        ("", .missing), ("abc", .unexpectedCharacter("a")), ("-1", .unexpectedCharacter("-")),
        ("+5", .unexpectedCharacter("+")), ("1.5s", .unexpectedCharacter(".")), ("5x", .unexpectedCharacter("x")),
        ("5S", .unexpectedCharacter("S")), ("5 s", .unexpectedCharacter(" ")), ("5u", .unexpectedCharacter("u")),
        ("5mss", .trailingCharacter("s", Milliseconds(5))), ("1s[", .trailingCharacter("[", .seconds(1))),
        ("25d", .overflow), ("2147483648", .overflow), ("2147483647001us", .overflow),
        ("99999999999999999999", .overflow), ("9223372036854775807d", .overflow),
    ]

    @Test(arguments: badTimes)
    func badTimesAreRefused(text: String, failure: TimeFailure) {
        #expect(throws: failure) { try Milliseconds(configuration: text) }
    }

    @Test func defaultUnitsAndMaxima() throws {
        #expect(try Milliseconds(configuration: "5", defaultUnit: .seconds).rawValue == 5_000)
        #expect(try Milliseconds(configuration: "5ms", defaultUnit: .seconds).rawValue == 5)
        #expect(try Milliseconds(configuration: "1500", defaultUnit: .microseconds).rawValue == 2)
        #expect(try Milliseconds(configuration: "100d", maximum: .never).rawValue == 8_640_000_000)
        #expect(throws: TimeFailure.overflow) { try Milliseconds(configuration: "2s", maximum: .seconds(1)) }
    }

    static let sizes: [(String, Int)] = [
        ("0", 0), ("16384", 16_384), ("16k", 16_384), ("16K", 16_384), ("2m", 2_097_152), ("2M", 2_097_152),
        ("1g", 1_073_741_824), ("8589934591G", 9_223_372_035_781_033_984),
    ]

    @Test(arguments: sizes)
    func sizesAreParsed(text: String, bytes: Int) throws {
        #expect(try ByteCount(configuration: text).rawValue == bytes)
    }

    static let badSizes: [(String, SizeFailure)] = [
        ("", .missing), ("abc", .unexpectedCharacter("a")), ("-1", .unexpectedCharacter("-")),
        ("16x", .unexpectedCharacter("x")), ("16kk", .unexpectedCharacter("k")), ("1.5m", .unexpectedCharacter(".")),
        ("16kb", .unexpectedCharacter("b")), ("99999999999g", .overflow), ("99999999999999999999", .overflow),
    ]

    @Test(arguments: badSizes)
    func badSizesAreRefused(text: String, failure: SizeFailure) {
        #expect(throws: failure) { try ByteCount(configuration: text) }
    }

    static let integers: [(String, Int?)] = [
        ("0", 0), ("-5", -5), ("+5", 5), ("007", 7), ("", nil), ("-", nil), ("5x", nil), (" 5", nil), ("0x5", nil),
        ("9223372036854775807", .max), ("9223372036854775808", nil), ("٣", nil),
    ]

    @Test(arguments: integers)
    func integersAreParsed(text: String, value: Int?) {
        #expect(Int(configuration: text) == value)
    }
}
