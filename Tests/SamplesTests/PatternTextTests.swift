import Memory
import Testing

@testable import Samples

@Suite struct PatternTextTests {
    static func range(_ text: String, isDotted: Bool = false) throws -> [Int64] {
        let bytes = ConstantBytes(Array(text.utf8))
        let range = try withExtendedLifetime(bytes) { try NumberRange.parse(bytes.view, isDotted: isDotted) }
        return [range.low, range.high]
    }

    @Test func ranges() throws {
        #expect(try Self.range("5") == [5, 5])
        #expect(try Self.range("007") == [7, 7])
        #expect(try Self.range("-5") == [-5, -5])
        #expect(try Self.range("1:10") == [1, 10])
        #expect(try Self.range(":10") == [.min, 10])
        #expect(try Self.range("1:") == [1, .max])
        #expect(try Self.range("-9223372036854775808") == [.min, .min])
        #expect(try Self.range("3:3.1", isDotted: true) == [0x30000, 0x30001])
        #expect(try Self.range("3", isDotted: true) == [0x30000, 0x30000])
    }

    /// Messages as HAProxy 2.6 words them.
    @Test func invalidRanges() {
        for text in ["abc", "", "0x10", "1x", "+7", "3.1", "99999999999999999999", "-9223372036854775809", "-"] {
            #expect(failures { _ = try Self.range(text) } == ["'\(text)' is not a number"])
        }
        for text in [":", "5:1", "1:x", "1:2:3"] {
            #expect(failures { _ = try Self.range(text) } == ["'\(text)' is not a valid number range"])
        }
        for text in ["3.", "3.x", ".1", "65536.1"] {
            #expect(failures { _ = try Self.range(text, isDotted: true) } == ["'\(text)' is not a dotted number"])
        }
    }

    @Test func operators() throws {
        #expect(NumberOperator.gt.pattern("5") == "6:")
        #expect(NumberOperator.ge.pattern("5") == "5:")
        #expect(NumberOperator.lt.pattern("5") == ":4")
        #expect(NumberOperator.le.pattern("5") == ":5")
        #expect(NumberOperator.eq.pattern("5") == "5")
        #expect(NumberOperator.lt.pattern("0") == ":-1")
        #expect(NumberOperator.gt.pattern("5:9") == "5:9")
        #expect(NumberOperator.gt.pattern("3", isDotted: true) == "3.1:")
        #expect(NumberOperator.gt.pattern("x") == "x")
        #expect(failures { _ = try Self.range(NumberOperator.gt.pattern("9223372036854775807")) }.count == 1)
    }

    @Test func hexadecimal() {
        func bytes(_ text: String) throws -> [UInt8] {
            let digits = ConstantBytes(Array(text.utf8))
            return try withExtendedLifetime(digits) { try HexadecimalText.bytes(digits.view) }
        }
        #expect(failures { _ = try bytes("2f6") } == ["an even number of hex digit is expected"])
        #expect(failures { _ = try bytes("2fzz") } == ["an hex digit is expected (found 'z')"])
    }

    /// The compatibility matrix of the manual's 7.1.
    @Test func matrix() {
        let all: Set<SampleType> = [.boolean, .integer, .address, .string, .binary]
        let allowed: [MatchMethod: Set<SampleType>] = [
            .boolean: [.boolean, .integer, .string], .integer: [.boolean, .integer, .address, .string],
            .address: [.address, .string, .binary], .binary: [.string, .binary],
        ]
        for method in MatchMethod.allCases {
            for type in all {
                #expect(
                    (method.input(for: type) != nil) == allowed[method, default: all].contains(type),
                    "\(method) \(type)")
            }
            #expect(MatchMethod(word: method.word) == method)
        }
        #expect(MatchMethod(word: "foo") == nil)
        #expect(MatchMethod.standard(for: .binary) == nil)
        #expect(MatchMethod.standard(for: .ipv6) == .address)
        #expect(MatchMethod.prefix.input(for: .ipv4) == .string)
    }

    @Test func addressesReadBackAsTheyAre() throws {
        for text in [
            "::", "::1", "1::", "1:2:3:4:5:6:7:8", "2001:db8::ff00:42:8329", "::ffff:1.2.3.4", "1::8", "fe80::1:0:0:1",
        ] {
            guard case .ipv6(let high, let low)? = PatternFixture.address(text) else {
                Issue.record("\(text) is not read")
                continue
            }
            let words = [high, low].flatMap { half in
                [48, 32, 16, 0].map { UInt16(truncatingIfNeeded: half >> UInt64($0)) }
            }
            let full = words.map { String($0, radix: 16) }.joined(separator: ":")
            guard case .ipv6(high, low)? = PatternFixture.address(full) else {
                Issue.record("\(text) is not \(full)")
                continue
            }
        }
        guard
            case .ipv6(0x2001_0db8_0000_0000, 0x0000_ff00_0042_8329)? = PatternFixture.address("2001:db8::ff00:42:8329")
        else {
            Issue.record("wrong groups")
            return
        }
    }
}
