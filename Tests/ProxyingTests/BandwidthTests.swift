import Memory
import Testing

@testable import Proxying

@Suite struct BandwidthLimitTests {
    private func filter(_ limit: Int64, _ period: Int64, minimum: UInt64 = 0) throws -> BandwidthFilter {
        let rate = try #require(BandwidthRate(limit: limit, period: Milliseconds(period)))
        return BandwidthFilter(name: "f", direction: .download, rate: rate, minimumSize: minimum)
    }

    /// Sends through a limit, waiting as it says; what passed at what time.
    private func send(_ count: Int, by filter: BandwidthFilter, inPieces piece: Int = .max) -> [(
        time: Int64, bytes: Int
    )] {
        var limit = BandwidthLimit(filter, filter.rate, now: .zero)
        var now = Milliseconds.zero
        var left = count
        var passed: [(Int64, Int)] = []
        while left > 0, passed.count < 100_000, now.rawValue < 1_000_000_000 {
            let (bytes, delay) = limit.allowance(for: min(left, piece), at: now)
            if bytes == 0 {
                now = now + delay
                continue
            }
            limit.pay(for: bytes)
            left -= bytes
            passed.append((now.rawValue, bytes))
        }
        return passed
    }

    @Test func passesNoFasterAndHardlySlowerThanItsRate() throws {
        let filter = try filter(100_000, 1000)
        var sum = 0
        for (time, bytes) in send(300_000, by: filter) {
            sum += bytes
            #expect(sum <= Int(time) * 100)
        }
        #expect(sum == 300_000)
        #expect(send(300_000, by: filter).last?.time ?? 0 <= 3010)
    }

    @Test func smallPiecesAreAsFast() throws {
        let last = send(300_000, by: try filter(100_000, 1000), inPieces: 100).last
        #expect((3000...3010).contains(last?.time ?? 0))
    }

    @Test func ratesAboveWhatATimerCanStep() throws {
        let last = send(1 << 30, by: try filter(1 << 30, 1000), inPieces: 65536).last
        #expect((1000...1010).contains(last?.time ?? 0))
    }

    @Test func periodsShorterThanAStep() throws {
        let last = send(100_000, by: try filter(1000, 10)).last
        #expect((990...1060).contains(last?.time ?? 0))
    }

    @Test func noMoreThanTheLimitInAPeriodAfterATrickle() throws {
        let filter = try filter(100_000, 1000)
        var limit = BandwidthLimit(filter, filter.rate, now: .zero)
        var now = Milliseconds.zero
        for _ in 0..<100 {
            now = now + Milliseconds(90)
            let (bytes, _) = limit.allowance(for: 1, at: now)
            #expect(bytes == 1)
            limit.pay(for: bytes)
        }
        #expect(limit.allowance(for: 1_000_000, at: now).bytes <= 100_000)
    }

    @Test func aByteNowAndThen() throws {
        let passed = send(3, by: try filter(1, 2000))
        #expect(passed.map(\.time) == [2000, 4000, 6000])
    }

    @Test func waitsForTheSmallestPiece() throws {
        let passed = send(2500, by: try filter(1000, 1000, minimum: 1000))
        #expect(passed.map(\.bytes) == [1000, 1000, 500])
        #expect(passed.map(\.time) == [1000, 2000, 2500])
    }

    @Test func silenceIsNotSaved() throws {
        let filter = try filter(1000, 1000)
        var limit = BandwidthLimit(filter, filter.rate, now: .zero)
        #expect(limit.allowance(for: 1000, at: Milliseconds(60_000)).bytes == 0)
    }

    @Test func numbersAtTheirEnds() throws {
        let fast = try filter(.max, 1)
        let slow = try filter(1, .max, minimum: .max)
        for filter in [fast, slow] {
            var limit = BandwidthLimit(filter, filter.rate, now: .zero)
            _ = limit.allowance(for: .max, at: .zero)
            let (bytes, delay) = limit.allowance(for: .max, at: Milliseconds(.max))
            #expect(bytes > 0 || delay > .zero)
            limit.pay(for: .max)
            _ = limit.allowance(for: .max, at: Milliseconds(.min))
        }
        #expect(BandwidthRate(limit: 0, period: Milliseconds(1)) == nil)
        #expect(BandwidthRate(limit: 1, period: .zero) == nil)
    }
}

@Suite struct BandwidthConfigurationTests {
    private func alerts(_ lines: String...) -> [String] {
        Reading(
            """
            defaults
             mode http
             timeout client 1s
             timeout server 1s
             timeout connect 1s
            backend t
             stick-table type ip size 100 store bytes_out_rate(10s)
            frontend f
             bind 127.0.0.1:1

            """ + lines.joined(separator: "\n")
        ).alerts
    }

    private static let good = "filter bwlim-out a default-limit 1k default-period 1s"

    @Test(arguments: [
        ("filter bwlim-out", "a name is expected as first argument."),
        ("filter bwlim-out a", "<default-period> option is missing."),
        ("filter bwlim-out a default-limit", "the value is missing for 'default-limit' option."),
        ("filter bwlim-out a default-limit x", "invalid value for option 'default-limit' (unexpected character 'x')"),
        ("filter bwlim-in a default-period 1s", "<default-limit> option is missing."),
        ("filter bwlim-in a default-limit 1k default-period y", "'default-period' (unexpected character 'y')"),
        ("filter bwlim-in a default-limit 1k min-siz 3", "unknown keyword 'min-siz'."),
        ("filter bwlim-in a limit 1k", "<key> option is missing."),
        ("filter bwlim-in a key src", "<limit> option is missing."),
        ("filter bwlim-in a limit 1k key src default-limit 1k", "cannot mix per-stream and shared parameter."),
        ("filter bwlim-in a default-limit 1k limit 1k", "cannot mix per-stream and shared parameter."),
        ("filter bwlim-in a limit 1k key src", "unable to find table 'f' referenced by bwlim filter 'a'."),
        ("filter bwlim-in a limit 1k key src table x", "unable to find table 'x' referenced by bwlim filter 'a'."),
        ("filter bwlim-in a limit 1k key src table t", "It must be 'bytes_in_rate'."),
        ("filter trace", "is not built yet"),
    ])
    func badFilters(_ line: String, _ message: String) {
        let alerts = alerts(line)
        #expect(alerts.count == 1 && alerts.first?.contains(message) == true, "\(alerts)")
    }

    @Test(arguments: [
        ("set-bandwidth-limit", "missing bwlim filter name."),
        ("set-bandwidth-limit b", "unable to find bwlim filter 'b' referenced by set-bandwidth-limit rule."),
        ("set-bandwidth-limit a limit", "'limit': invalid size value or unknown fetch method ''."),
        ("set-bandwidth-limit a limit 1x", "'limit': invalid size value or unknown fetch method '1x'."),
        ("set-bandwidth-limit a period bar", "'period': invalid time value or unknown fetch method 'bar'."),
        ("set-bandwidth-limit a limit 1k foo", "expects either 'if' or 'unless'"),
    ])
    func badRules(_ rule: String, _ message: String) {
        let alerts = alerts(Self.good, "http-request \(rule)")
        #expect(alerts.count == 1 && alerts.first?.contains(message) == true, "\(alerts)")
    }

    @Test func goodRules() {
        let found = alerts(
            Self.good, "filter bwlim-in b default-limit 1g default-period 1s min-size 2k",
            "filter-sequence request bwlim-in", "filter-sequence response a",
            "tcp-request content set-bandwidth-limit b",
            "http-request set-bandwidth-limit a limit url_param(l) period int(3),add(2) if TRUE",
            "http-request set-bandwidth-limit a period 3s limit 1m unless FALSE")
        #expect(found.isEmpty)
        let shared = "filter bwlim-out s limit 1k key src table t"
        #expect(alerts(shared, "http-request set-bandwidth-limit s").isEmpty)
        #expect(alerts(shared, "http-request set-bandwidth-limit s limit 1k").first?.contains("cannot define") == true)
        #expect(alerts(Self.good, Self.good).first?.contains("already declared") == true)
        #expect(alerts(Self.good, "filter-sequence response b").first?.contains("unable to find filter 'b'") == true)
    }
}
