import Memory
import Samples

/// What was captured (manual, 7.3.6, 7.3.1 and 8.2.6).
extension SampleFetch {
    /// `capture.req.hdr(<idx>)`
    static let capturedOfRequest = captured("capture.req.hdr", .request, in: .requestKept)
    /// `capture.res.hdr(<idx>)`
    static let capturedOfResponse = captured("capture.res.hdr", .response, in: .responseKept)

    private static func captured(_ name: String, _ side: CapturePlan.Side, in places: SamplePlaces) -> SampleFetch {
        SampleFetch(
            name, gives: .string, takes: ArgumentGrammar([.integer]), in: places, "What a slot holds.",
            check: { $0.set(side.rawValue, at: 1) },
            find: { arguments, evaluation in
                guard let side = CapturePlan.Side(rawValue: arguments.integer(1)) else { return nil }
                return evaluation.loops.withStream { stream in
                    Int(exactly: arguments.integer(0)).flatMap { stream.captured($0, side) }.map { .string($0) }
                }
            })
    }
}

extension Converter {
    /// `capture-req(<id>)`
    static let captureForRequest = capture("capture-req", .request)
    /// `capture-res(<id>)`
    static let captureForResponse = capture("capture-res", .response)

    private static func capture(_ name: String, _ side: CapturePlan.Side) -> Converter {
        Converter(
            name, takes: .string, gives: .string, arguments: ArgumentGrammar([.integer]),
            "Keeps the value in a slot and passes it on.", check: { $0.set(side.rawValue, at: 1) },
            apply: { value, arguments, evaluation in
                guard let text = value.view, let side = CapturePlan.Side(rawValue: arguments.integer(1)),
                    let index = Int(exactly: arguments.integer(0))
                else { return nil }
                return evaluation.loops.withStream { $0.capture(text, at: index, side) } == true ? value : nil
            })
    }
}

extension LogAlias {
    /// `%hr`, `%hrl`, `%hs`, `%hsl`, `%CC` and `%CS`
    static let captures: [LogAlias] = [
        LogAlias("hr", needsHTTP: true, closesGap: true) { writeBraced(.request, $0, $1, $2) },
        LogAlias("hrl", needsHTTP: true, closesGap: true) { writeList(.request, $0, $1, $2) },
        LogAlias("hs", needsHTTP: true, closesGap: true) { writeBraced(.response, $0, $1, $2) },
        LogAlias("hsl", needsHTTP: true, closesGap: true) { writeList(.response, $0, $1, $2) },
        LogAlias("CC", isText: true, needsHTTP: true) { evaluation, _, out in writeCookie(.request, evaluation, out) },
        LogAlias("CS", isText: true, needsHTTP: true) { evaluation, _, out in writeCookie(.response, evaluation, out) },
    ]

    private static func writeCookie(_ side: CapturePlan.Side, _ evaluation: Evaluation, _ out: Buffer) -> Bool {
        evaluation.loops.withStream { stream in stream.capturedCookie(side).map { out.append($0) } } ?? false
    }

    /// `{one|two|}`; nothing at all in a frontend that captures nothing.
    private static func writeBraced(
        _ side: CapturePlan.Side, _ evaluation: Evaluation, _ flags: LogFormatFlags, _ out: Buffer
    ) -> Bool {
        evaluation.loops.withStream { stream in
            let count = stream.session.frontend.captures[side].count
            guard count > 0 else { return true }
            let isQuoted = flags.contains(.quoted)
            var isWritten = (!isQuoted || out.append(34)) && out.append(123)
            for index in 0..<count {
                if index > 0 { isWritten = isWritten && out.append(124) }
                guard let value = stream.captured(index, side) else { continue }
                isWritten = isWritten && LogText.write(value, flags.subtracting(.quoted), .logField, into: out)
            }
            return isWritten && out.append(125) && (!isQuoted || out.append(34))
        } ?? true
    }

    /// `one two -`, each in quotes if the format asks for that.
    private static func writeList(
        _ side: CapturePlan.Side, _ evaluation: Evaluation, _ flags: LogFormatFlags, _ out: Buffer
    ) -> Bool {
        evaluation.loops.withStream { stream in
            var isWritten = true
            for index in 0..<stream.session.frontend.captures[side].count {
                if index > 0 { isWritten = isWritten && out.append(32) }
                if let value = stream.captured(index, side) {
                    isWritten = isWritten && LogText.write(value, flags, .logField, into: out)
                } else {
                    isWritten = isWritten && out.append(45)
                }
            }
            return isWritten
        } ?? true
    }
}
