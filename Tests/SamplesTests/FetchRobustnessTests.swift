import HTTP
import Memory
import Testing

@testable import Samples

/// Whatever a peer sends, a fetch finds something or nothing.
@Suite struct FetchRobustnessTests {
    /// With arguments for those that need some.
    private static let expressions = SampleFetch.all.compactMap { fetch -> String? in
        // What is known while a configuration is read is no peer's.
        if fetch.waitsFor != nil || fetch.places.contains(.configuration) { return nil }
        switch fetch.arguments.required {
        case 0: return fetch.name
        case 2: return "\(fetch.name)(1,2)"
        default:
            return switch fetch.arguments.kinds.first {
            case .string: "\(fetch.name)(ARGV)"
            case .integer: "\(fetch.name)(7)"
            case .variable: "\(fetch.name)(txn.a)"
            default: nil
            }
        }
    }

    /// Bytes that parsers look for, mixed with others.
    private static func noise(_ state: inout UInt64, _ count: Int) -> [UInt8] {
        let marks = Array("=;,&?\"\\: /$#%[]@.\t\r\n\0".utf8)
        return (0..<count).map { _ in
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            let value = UInt8(truncatingIfNeeded: state >> 33)
            return value % 3 == 0 ? marks[Int(value / 3) % marks.count] : value
        }
    }

    @Test func rawBytesDoNoHarm() throws {
        let bench = ExpressionBench(raw: [])
        let compiled = try Self.expressions.map { try bench.compile($0, in: .everywhere) }
        var state: UInt64 = 1
        for round in 0..<60 {
            var bytes = Self.noise(&state, round * 3)
            if round % 3 == 0 { bytes.replaceSubrange(0..<min(3, bytes.count), with: [22, 3, 1].prefix(bytes.count)) }
            let content = ConstantBytes(bytes)
            bench.evaluation.set(requestContent: content.view, responseContent: content.view)
            withExtendedLifetime(content) { check(compiled, bench.evaluation) }
        }
    }

    @Test func headersAndTargetsDoNoHarm() throws {
        var state: UInt64 = 2
        for round in 0..<60 {
            let bench = ExpressionBench()
            let compiled = try Self.expressions.map { try bench.compile($0, in: .everywhere) }
            // What no parser lets through either.
            for name in ["host", "cookie", "set-cookie", "authorization", "argv"] {
                let (name, value) = (ConstantBytes(Array(name.utf8)), ConstantBytes(Self.noise(&state, round * 2)))
                #expect(withExtendedLifetime((name, value)) { bench.message.addField(name.view, value.view) })
            }
            let start = bench.arena.end
            bench.arena.append(Self.noise(&state, round))
            bench.message.target = ByteSlice(start, bench.arena.end)
            bench.evaluation.set(request: bench.message, response: bench.message)
            let body = ConstantBytes(Self.noise(&state, round))
            bench.evaluation.set(requestContent: body.view, responseContent: body.view, as: .body)
            withExtendedLifetime(body) { check(compiled, bench.evaluation) }
        }
    }

    private func check(_ compiled: [Expression], _ evaluation: Evaluation) {
        for expression in compiled {
            evaluation.begin()
            let value = expression.evaluate(evaluation, as: .string)
            #expect(value?.view?.count ?? 0 <= evaluation.valueLimit)
            evaluation.begin()
            var values = 0
            _ = expression.contains(evaluation) { _ in
                values += 1
                return values > 10_000
            }
            #expect(values <= 10_000, "\(expression.text) has no end of values")
        }
    }
}
