import Memory
import Samples

/// A hash of what is asked for together with the client's address (manual, 7.3.6).
extension SampleFetch {
    static let sourceKeys: [SampleFetch] = [
        key("base32+src", of: baseHash, "`base32` and the client's address behind it."),
        key("url32+src", of: urlHash, "`url32` and the client's address behind it."),
    ]

    private static func key(_ name: String, of hash: SampleFetch, _ summary: String) -> SampleFetch {
        SampleFetch(name, gives: .binary, in: .requestContent, summary) { arguments, evaluation in
            guard case .integer(let number)? = hash.find(arguments, evaluation),
                let source = evaluation.loops.withSession({ $0.source }),
                source.family == .ipv4 || source.family == .ipv6
            else { return nil }
            return evaluation.write { out in
                append(UInt64(truncatingIfNeeded: number), bytes: 4, to: out)
                    && (source.family == .ipv4
                        ? append(source.low, bytes: 4, to: out)
                        : append(source.high, bytes: 8, to: out) && append(source.low, bytes: 8, to: out))
            }.map { .binary($0) }
        }
    }

    /// Most significant byte first.
    private static func append(_ value: UInt64, bytes count: UInt64, to out: Buffer) -> Bool {
        (0..<count).allSatisfy { out.append(UInt8(truncatingIfNeeded: value >> (8 * (count - 1 - $0)))) }
    }
}
