import Memory
import Proxying

/// What holds for log lines that others wrote.
enum LogLineChecks {
    static func run(_ bytes: [UInt8]) throws(Violation) {
        let line = ConstantBytes(bytes)
        let received = ReceivedLog(line.view)
        let whole = ReceivedLog(line.view, isParsed: false).text.bytes
        try require(
            whole.suffix(received.text.count).elementsEqual(received.text.bytes), "the text is the end of the line")
        let pool = BufferPool(name: "line", bufferSize: 65536)
        for format in SyslogFormat.allCases { try checkWritten(received, format, pool) }
        withExtendedLifetime(line) {}
    }

    /// What is written in a form is read again as that form, with the same text.
    private static func checkWritten(_ received: ReceivedLog, _ format: SyslogFormat, _ pool: BufferPool)
        throws(Violation)
    {
        guard let written = write(received, format, pool) else { return }
        let again = ConstantBytes(written)
        let second = ReceivedLog(again.view)
        if format == .rfc5424 {
            // A tag or a process with a space comes only from a form that has no place for one.
            guard [received.tag, received.process].allSatisfy({ $0.firstIndex(of: 32) == nil }) else { return }
            try require(second.format == .rfc5424, "written as RFC 5424, read as \(second.format)")
            try requireEqual(second.text.bytes, received.text.bytes, "the text of RFC 5424")
            if received.format == .rfc5424 {
                try requireEqual(second.host.bytes, received.host.bytes, "the host")
                try requireEqual(second.structuredData.bytes, received.structuredData.bytes, "the structured data")
            }
        }
        withExtendedLifetime(again) {}
    }

    private static func write(_ received: ReceivedLog, _ format: SyslogFormat, _ pool: BufferPool) -> [UInt8]? {
        guard let line = pool.take(), let facility = LogFacility(name: "local0") else { return nil }
        var clock = LogClock()
        clock.set(seconds: 1_793_516_649, microseconds: 42)
        ForwardedLine(received: received, hostPolicy: .keep, source: [])
            .append(to: line, format, facility, .notice, clock)
        line.append(received.text)
        defer { pool.give(line) }
        return line.bytes(in: ByteSlice(line.start, line.end))
    }
}

extension FuzzTarget {
    static let logLine = FuzzTarget(name: "log-line") { bytes throws(Violation) in try LogLineChecks.run(bytes) }
}
