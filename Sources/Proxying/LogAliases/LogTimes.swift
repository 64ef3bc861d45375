import Memory
import Samples

/// Dates and lengths of time in log lines (manual, 8.2.6 and 8.4).
extension LogAlias {
    static let dates: [LogAlias] = [
        date("T", of: accepted) { _, second, out in
            LogDates.append(universal: second, to: out) && out.append(" +0000")
        },
        date("Tl", of: accepted) { dates, second, out in
            dates.append(local: second, to: out) && out.append(32) && dates.append(zoneAt: second, to: out)
        },
        number("Ts", digits: 1) { moment($0, accepted) / 1_000_000 },
        milliseconds("t", of: accepted),
        LogAlias("ms", isNumber: true) { evaluation, flags, out in
            let value = moment(evaluation.loops, accepted) / 1000 % 1000
            return flags.contains(.hexadecimal)
                ? out.append(capitals: UInt64(value), digits: 2) : out.append(padded: value, digits: 3)
        },
        milliseconds("tr", of: received),
        date("trg", of: received, needsHTTP: true) { _, second, out in
            LogDates.append(universal: second, to: out) && out.append(" +0000")
        },
        date("trl", of: received, needsHTTP: true) { dates, second, out in
            dates.append(local: second, to: out) && out.append(32) && dates.append(zoneAt: second, to: out)
        },
    ]

    static let timers: [LogAlias] = [
        timer("Ta", .active, grows: true, needsHTTP: true), timer("Tc", .connect), timer("Td", .data),
        timer("Th", .handshake), timer("Ti", .idle, needsHTTP: true), timer("Tq", .request, needsHTTP: true),
        timer("TR", .head, needsHTTP: true), timer("Tr", .response, needsHTTP: true),
        timer("Tt", .total, grows: true), timer("Tu", .user, grows: true), timer("Tw", .queue),
    ]

    private static func timer(
        _ name: String, _ timer: StreamTimer, grows: Bool = false, needsHTTP: Bool = false
    ) -> LogAlias {
        number(name, grows: grows, needsHTTP: needsHTTP) { $0.timer(timer) }
    }

    private static let accepted: @Sendable (StreamTiming) -> Milliseconds = { $0.accepted }
    private static let received: @Sendable (StreamTiming) -> Milliseconds = { $0.received }

    private static func moment(
        _ evaluation: StreamEvaluation, _ time: @Sendable (StreamTiming) -> Milliseconds
    ) -> Int64 {
        evaluation.context.logDates.microseconds(at: time(evaluation.timing))
    }

    private static func date(
        _ name: String, of time: @escaping @Sendable (StreamTiming) -> Milliseconds, needsHTTP: Bool = false,
        _ write: @escaping @Sendable (LogDates, Int64, Buffer) -> Bool
    ) -> LogAlias {
        LogAlias(name, needsHTTP: needsHTTP) { evaluation, _, out in
            let evaluation = evaluation.loops
            return write(evaluation.context.logDates, moment(evaluation, time) / 1_000_000, out)
        }
    }

    /// `21/Nov/2026:18:04:50.123` in local time.
    private static func milliseconds(
        _ name: String, of time: @escaping @Sendable (StreamTiming) -> Milliseconds
    ) -> LogAlias {
        LogAlias(name, needsHTTP: name == "tr") { evaluation, _, out in
            let evaluation = evaluation.loops
            let moment = moment(evaluation, time)
            return evaluation.context.logDates.append(local: moment / 1_000_000, to: out) && out.append(46)
                && out.append(padded: moment / 1000 % 1000, digits: 3)
        }
    }
}
