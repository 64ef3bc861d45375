import Memory

/// A log line that somebody else wrote, in whatever form it came (RFC 3164, RFC 5424, or less).
///
/// Its parts point into the buffer that the line was received into; a part that is missing is empty.
package struct ReceivedLog {
    package enum Date {
        case none
        /// `Nov 21 17:29:28`
        case calendar(ByteView)
        /// `2026-11-21T17:29:28.238696+00:00`
        case iso(ByteView)
    }

    package private(set) var priority: Int?
    package private(set) var date = Date.none
    package private(set) var host = ByteView.empty
    package private(set) var tag = ByteView.empty
    package private(set) var process = ByteView.empty
    package private(set) var identifier = ByteView.empty
    package private(set) var structuredData = ByteView.empty
    package private(set) var text: ByteView
    /// The form it came in.
    package private(set) var format = SyslogFormat.raw

    /// - Parameter isParsed: false takes all of it for text (`option dont-parse-log`).
    package init(_ line: ByteView, isParsed: Bool = true) {
        var end = line.count
        while end > 0, let byte = line.byte(at: end - 1), byte == 10 || byte == 13 || byte == 0 { end -= 1 }
        text = line.slice(0, end)
        guard isParsed else { return }
        takePriority()
        guard priority != nil else { return }
        format = .priority
        if !takeRFC5424() { takeRFC3164() }
    }

    /// As important as it says; a line that does not say is taken for the worst.
    var level: LogLevel { LogLevel(rawValue: UInt8(truncatingIfNeeded: (priority ?? 0) & 7)) ?? .emergency }

    // MARK: Parts

    /// `<134>`
    private mutating func takePriority() {
        guard text.byte(at: 0) == UInt8(ascii: "<") else { return }
        var value = 0
        var position = 1
        while position < 5, let byte = text.byte(at: position) {
            if byte == UInt8(ascii: ">"), position > 1 {
                priority = value
                text = text.slice(position + 1)
                return
            }
            guard byte &- 48 < 10 else { return }
            value = value * 10 + Int(byte &- 48)
            position += 1
        }
    }

    /// `1 <date> <host> <tag> <process> <identifier> <structured data> <text>`; false, and nothing taken, for anything else.
    private mutating func takeRFC5424() -> Bool {
        guard text.byte(at: 0) == UInt8(ascii: "1"), text.byte(at: 1) == 32 else { return false }
        var rest = text.slice(2)
        guard let time = ReceivedLog.word(&rest), time.equals("-") || ReceivedLog.isISODate(time),
            let host = ReceivedLog.word(&rest), let tag = ReceivedLog.word(&rest),
            let process = ReceivedLog.word(&rest),
            let identifier = ReceivedLog.word(&rest), let data = ReceivedLog.structuredData(rest)
        else { return false }
        format = .rfc5424
        if !time.equals("-") { date = .iso(time) }
        self.host = ReceivedLog.present(host)
        self.tag = ReceivedLog.present(tag)
        self.process = ReceivedLog.present(process)
        self.identifier = ReceivedLog.present(identifier)
        structuredData = ReceivedLog.present(data)
        text = rest.slice(data.count + 1)
        return true
    }

    /// `<date> [<host>] [<tag>[<process>]:] <text>`
    private mutating func takeRFC3164() {
        let length = 15
        guard ReceivedLog.isCalendarDate(text.slice(0, length)), text.byte(at: length) == 32 else { return }
        var rest = text.slice(length + 1)
        guard let first = ReceivedLog.word(&rest) else { return }
        date = .calendar(text.slice(0, length))
        if first.byte(at: first.count - 1) == UInt8(ascii: ":") {
            format = .local
            takeTag(first)
        } else {
            format = .rfc3164
            host = first
            var behind = rest
            if let second = ReceivedLog.word(&behind), second.byte(at: second.count - 1) == UInt8(ascii: ":") {
                takeTag(second)
                rest = behind
            }
        }
        text = rest
    }

    /// `tag:` or `tag[12]:`
    private mutating func takeTag(_ word: ByteView) {
        let name = word.slice(0, word.count - 1)
        guard name.byte(at: name.count - 1) == UInt8(ascii: "]"), let bracket = name.firstIndex(of: UInt8(ascii: "["))
        else {
            tag = name
            return
        }
        tag = name.slice(0, bracket)
        process = name.slice(bracket + 1, name.count - 1)
    }

    // MARK: Scanning

    /// Takes what stands before the next space, and the space; nil without one.
    private static func word(_ rest: inout ByteView) -> ByteView? {
        guard let space = rest.firstIndex(of: 32), space > 0 else { return nil }
        defer { rest = rest.slice(space + 1) }
        return rest.slice(0, space)
    }

    private static func present(_ field: ByteView) -> ByteView { field.equals("-") ? .empty : field }

    /// `-`, or elements in brackets, in which a backslash protects what follows; they end at a space or at the end.
    private static func structuredData(_ rest: ByteView) -> ByteView? {
        if rest.byte(at: 0) == UInt8(ascii: "-") {
            return rest.count == 1 || rest.byte(at: 1) == 32 ? rest.slice(0, 1) : nil
        }
        var position = 0
        while rest.byte(at: position) == UInt8(ascii: "[") {
            var isQuoted = false
            position += 1
            while let byte = rest.byte(at: position), isQuoted || byte != UInt8(ascii: "]") {
                if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
                position += byte == UInt8(ascii: "\\") && isQuoted ? 2 : 1
            }
            guard rest.byte(at: position) == UInt8(ascii: "]") else { return nil }
            position += 1
        }
        guard position > 0, position == rest.count || rest.byte(at: position) == 32 else { return nil }
        return rest.slice(0, position)
    }

    /// At least `YYYY-MM-DDThh:mm:ss`.
    private static func isISODate(_ text: ByteView) -> Bool {
        text.count >= 19 && matches(text.slice(0, 19), "dddd-dd-ddTdd:dd:dd")
            && (1...12).contains(number(text, 5, 2))
    }

    private static func isCalendarDate(_ text: ByteView) -> Bool {
        matches(text, "aaa ?d dd:dd:dd") && LogClock.month(text.slice(0, 3)) != nil
    }

    /// `d` stands for a digit, `?` for a digit or a space, `a` for anything, the rest for itself.
    private static func matches(_ text: ByteView, _ pattern: StaticString) -> Bool {
        guard text.count == pattern.utf8CodeUnitCount else { return false }
        return pattern.withUTF8Buffer { pattern in
            for (position, wanted) in pattern.enumerated() {
                guard let byte = text.byte(at: position) else { return false }
                switch wanted {
                case UInt8(ascii: "d"): if byte &- 48 >= 10 { return false }
                case UInt8(ascii: "?"): if byte &- 48 >= 10, byte != 32 { return false }
                case UInt8(ascii: "a"): break
                default: if byte != wanted { return false }
                }
            }
            return true
        }
    }

    /// Digits as a number; those that are none count nothing.
    static func number(_ text: ByteView, _ start: Int, _ count: Int) -> Int {
        var value = 0
        for position in start..<start + count {
            guard let byte = text.byte(at: position), byte &- 48 < 10 else { continue }
            value = value * 10 + Int(byte &- 48)
        }
        return value
    }
}
