import Glibc
import Memory
import Samples

/// What was asked and how it ended, in log lines (manual, 8.2.6).
extension LogAlias {
    static let requests: [LogAlias] = [
        line("r") { record, out in out.append(record.line) },
        line("HM") { record, out in out.append(record.method) },
        line("HU") { record, out in out.append(record.target) },
        line("HP") { record, out in out.append(record.target.slice(0, record.queryStart)) },
        line("HPO") { record, out in out.append(record.path) },
        line("HQ") { record, out in out.append(record.target.slice(record.queryStart)) },
        line("HV") { record, out in out.append(record.version) },
    ]

    static let endings: [LogAlias] = [
        LogAlias("ts") { evaluation, _, out in evaluation.loops.termination.write(into: out) },
        LogAlias("tsc", needsHTTP: true) { evaluation, _, out in
            let evaluation = evaluation.loops
            return evaluation.termination.write(into: out)
                && (evaluation.withStream { $0.writeCookieState(into: out) } ?? out.append("--"))
        },
        number("ST") { $0.finalStatus == 0 && $0.failure == nil ? -1 : Int64($0.finalStatus) },
        number("B", grows: true) { evaluation in
            evaluation.withStream { Int64(clamping: $0.bytes.responseIn) } ?? 0
        },
        number("U") { evaluation in evaluation.withStream { Int64(clamping: $0.bytes.requestIn) } ?? 0 },
        LogAlias("rc", isNumber: true) { evaluation, _, out in
            evaluation.loops.withStream { stream in
                (!stream.state.contains(.redispatched) || out.append(43))
                    && out.append(decimal: UInt64(stream.retries))
            } ?? out.append(48)
        },
    ]

    static let identities: [LogAlias] = [
        text("H") { _, out in out.append(hostName.view) },
        text("ID", for: .finished) { evaluation, out in
            evaluation.withStream { $0.uniqueIdentifier(evaluation).map { out.append($0) } } ?? false
        },
        number("lc") { evaluation in
            evaluation.withSession { session in
                Int64(session.frontend.proxy.logLines.wrappingAdd(1, ordering: .relaxed).oldValue)
            }
        },
        text("OG") { evaluation, out in out.append(evaluation.logOrigin.name) },
        number("pid", digits: 4) { _ in Int64(getpid()) },
        number("rt", digits: 4) { evaluation in evaluation.withStream { Int64($0.ownNumber) } ?? 0 },
        // A connection without TLS has neither a cipher nor a version of it.
        text("sslc") { _, _ in false },
        text("sslv") { _, _ in false },
    ]

    private static let hostName: ConstantBytes = {
        var name = [CChar](repeating: 0, count: 256)
        guard gethostname(&name, name.count - 1) == 0 else { return ConstantBytes([]) }
        return ConstantBytes(name.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) })
    }()

    /// A part of the request's first line; a request that never was whole has none.
    private static func line(
        _ name: String, _ write: @escaping @Sendable (StreamRecord, Buffer) -> Bool
    ) -> LogAlias {
        text(name, needsHTTP: true, for: .requestLine) { evaluation, out in
            evaluation.withStream { stream in
                guard let record = stream.record, !record.line.isEmpty else { return nil }
                return write(record, out)
            } ?? out.append("<BADREQ>")
        }
    }
}

extension StreamRecord {
    /// Where the query begins in the target, or its end.
    fileprivate var queryStart: Int { target.firstIndex(of: 63) ?? target.count }

    /// The target without scheme, host and query.
    fileprivate var path: ByteView {
        let whole = target.slice(0, queryStart)
        if whole.byte(at: 0) == 47 { return whole }
        guard let scheme = whole.firstIndex(of: 58), whole.byte(at: scheme + 1) == 47,
            whole.byte(at: scheme + 2) == 47
        else { return whole.equals("*") ? .empty : whole }
        return whole.firstIndex(of: 47, from: scheme + 3).map { whole.slice($0) } ?? .empty
    }
}
