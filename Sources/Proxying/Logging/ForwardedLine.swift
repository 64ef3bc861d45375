import Memory
import Transport

/// Writes a received line anew, in the form that a target wants.
package struct ForwardedLine {
    /// `option host`: what to do about the name of the host.
    package enum HostPolicy: String, Sendable, CaseIterable {
        case replace, fill, keep, append
    }

    let received: ReceivedLog
    let hostPolicy: HostPolicy
    /// The sender's address in text; empty for a unix socket.
    let source: [UInt8]

    package init(received: ReceivedLog, hostPolicy: HostPolicy, source: [UInt8]) {
        self.received = received
        self.hostPolicy = hostPolicy
        self.source = source
    }

    /// - Parameter wished: the form that the target asks for; nil keeps the line's own.
    package func append(
        to line: Buffer, _ wished: SyslogFormat?, _ facility: LogFacility, _ level: LogLevel,
        _ clock: borrowing LogClock
    ) {
        let format = wished ?? received.format
        appendPriority(to: line, format, facility, level)
        switch format {
        case .local, .rfc3164:
            appendCalendarDate(to: line, clock)
            if format == .rfc3164 { appendHost(to: line, missing: "localhost ") }
            appendTag(to: line)
        case .rfc5424:
            line.append("1 ")
            appendISODate(to: line, clock)
            appendHost(to: line, missing: "- ")
            for field in [received.tag, received.process, received.identifier, received.structuredData] {
                if field.isEmpty { line.append(UInt8(ascii: "-")) } else { line.append(field) }
                line.append(UInt8(ascii: " "))
            }
        case .timed, .iso: appendISODate(to: line, clock)
        case .priority, .short, .raw: break
        }
    }

    private func appendPriority(to line: Buffer, _ format: SyslogFormat, _ facility: LogFacility, _ level: LogLevel) {
        if format == .raw || format == .iso { return }
        line.append(UInt8(ascii: "<"))
        if format.hasFacility {
            let number = received.priority.map { UInt64(clamping: $0 >> 3) } ?? UInt64(facility.number)
            line.append(decimal: number << 3 | UInt64(level.rawValue))
        } else {
            line.append(decimal: UInt64(level.rawValue))
        }
        line.append(UInt8(ascii: ">"))
    }

    private func appendTag(to line: Buffer) {
        guard !received.tag.isEmpty else { return }
        line.append(received.tag)
        if !received.process.isEmpty {
            line.append(UInt8(ascii: "["))
            line.append(received.process)
            line.append(UInt8(ascii: "]"))
        }
        line.append(": ")
    }

    private func appendHost(to line: Buffer, missing: StaticString) {
        let hasOwn = !received.host.isEmpty
        let showsOwn = hasOwn && (hostPolicy != .replace || source.isEmpty)
        let showsSource = !source.isEmpty && (hostPolicy == .append || hostPolicy != .keep && !showsOwn)
        guard showsOwn || showsSource else {
            line.append(missing)
            return
        }
        if showsOwn { line.append(received.host) }
        if showsOwn && showsSource { line.append(UInt8(ascii: ",")) }
        if showsSource { line.append(source) }
        line.append(UInt8(ascii: " "))
    }

    // MARK: Dates

    private func appendCalendarDate(to line: Buffer, _ clock: borrowing LogClock) {
        switch received.date {
        case .none: line.append(clock.calendar)
        case .calendar(let text): line.append(text)
        case .iso(let text):
            let month = ReceivedLog.number(text, 5, 2)
            line.append(LogClock.monthName(month - 1))
            line.append(UInt8(ascii: " "))
            let day = ReceivedLog.number(text, 8, 2)
            if day < 10 { line.append(UInt8(ascii: " ")) }
            line.append(decimal: UInt64(day))
            line.append(UInt8(ascii: " "))
            line.append(text.slice(11, 19))
        }
        line.append(UInt8(ascii: " "))
    }

    private func appendISODate(to line: Buffer, _ clock: borrowing LogClock) {
        switch received.date {
        case .none: clock.appendISODate(to: line)
        case .iso(let text): line.append(text)
        case .calendar(let text):
            // Neither the year nor the zone is known.
            line.append(clock.year)
            line.append(UInt8(ascii: "-"))
            appendTwoDigits((LogClock.month(text.slice(0, 3)) ?? 0) + 1, to: line)
            line.append(UInt8(ascii: "-"))
            appendTwoDigits(ReceivedLog.number(text, 4, 2), to: line)
            line.append(UInt8(ascii: "T"))
            line.append(text.slice(7, 15))
            line.append("-00:00")
        }
        line.append(UInt8(ascii: " "))
    }

    private func appendTwoDigits(_ number: Int, to line: Buffer) {
        if number < 10 { line.append(UInt8(ascii: "0")) }
        line.append(decimal: UInt64(clamping: number))
    }
}
