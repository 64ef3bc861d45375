import HTTP
import Memory

/// The host with the path, and hashes of them (manual, 7.3.6).
extension SampleFetch {
    static let bases: [SampleFetch] = [base, baseWithQuery, baseHash, urlHash]

    /// `base`
    private static let base = SampleFetch(
        "base", gives: .string, in: .requestContent, "The first Host header and the path."
    ) { _, evaluation in hostAndPath(evaluation, withQuery: false).map { .string($0) } }

    /// `baseq`
    private static let baseWithQuery = SampleFetch(
        "baseq", gives: .string, in: .requestContent, "The first Host header and the path with the query."
    ) { _, evaluation in hostAndPath(evaluation, withQuery: true).map { .string($0) } }

    /// `base32`
    public static let baseHash = SampleFetch(
        "base32", gives: .integer, in: .requestContent, "A hash of `base`, as `base,sdbm(1)`."
    ) { _, evaluation in hostAndPath(evaluation, withQuery: false).map { hash($0) } }

    /// `url32`
    public static let urlHash = SampleFetch(
        "url32", gives: .integer, in: .requestContent, "A hash of the first Host header and the path with the query."
    ) { _, evaluation in hostAndPath(evaluation, withQuery: true).map { hash($0) } }

    private static func hash(_ view: ByteView) -> Sample {
        .integer(Int64(KeyHash.avalanche(view.withSpan { KeyHash.sdbm($0) })))
    }

    private static func hostAndPath(_ evaluation: Evaluation, withQuery: Bool) -> ByteView? {
        evaluation.withRequest { message, arena in
            let target = message.target(in: arena)
            let path = withQuery ? target.pathAndQuery : target.path
            guard let host = message.headers.first(.host) else { return path }
            return evaluation.write { out in
                out.append(host.valueSlice, of: arena) && out.append(path ?? .empty)
            }
        }
    }
}
