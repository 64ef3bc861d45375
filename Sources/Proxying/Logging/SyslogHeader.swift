import Memory

/// What stands in front of every line of one target: everything but the date is made once.
struct SyslogHeader {
    let format: SyslogFormat
    let facility: LogFacility
    /// Between the date and the text, or the structured data: the host's name, the tag and the process.
    private let origin: [UInt8]

    /// - Parameter host: of `log-send-hostname`; nil without it.
    /// - Parameter tag: empty for lines that name neither program nor process.
    init(_ format: SyslogFormat, _ facility: LogFacility, host: String?, tag: String, process: Int32) {
        self.format = format
        self.facility = facility
        let text: String =
            switch format {
            case .local where tag.isEmpty: " "
            case .rfc3164 where tag.isEmpty: " \(host ?? "localhost") "
            case .rfc5424 where tag.isEmpty: " \(host ?? "-") - - - "
            case .local: " \(tag)[\(process)]: "
            case .rfc3164: " \(host ?? "localhost") \(tag)[\(process)]: "
            case .rfc5424: " \(host ?? "-") \(tag) \(process) - "
            case .priority, .short, .timed, .iso, .raw: ""
            }
        origin = Array(text.utf8)
    }

    func append(to line: Buffer, _ level: LogLevel, _ clock: borrowing LogClock, _ structuredData: ByteView) {
        appendPriority(to: line, level)
        switch format {
        case .local, .rfc3164:
            line.append(clock.calendar)
            line.append(origin)
        case .rfc5424:
            line.append("1 ")
            clock.appendISODate(to: line)
            line.append(origin)
            if structuredData.isEmpty { line.append(UInt8(ascii: "-")) } else { line.append(structuredData) }
            line.append(UInt8(ascii: " "))
        case .timed, .iso:
            clock.appendISODate(to: line)
            line.append(UInt8(ascii: " "))
        case .priority, .short, .raw: break
        }
    }

    private func appendPriority(to line: Buffer, _ level: LogLevel) {
        if format == .raw || format == .iso { return }
        line.append(UInt8(ascii: "<"))
        line.append(decimal: format.hasFacility ? facility.priority(level) : UInt64(level.rawValue))
        line.append(UInt8(ascii: ">"))
    }
}
