import Memory

/// A named item of a log format (manual, 8.2.6): one row in the file of its family, and one line in a catalogue.
public struct LogAlias: Sendable {
    /// Writes the item; false when there is no value. Quotes and escapes are added by the format.
    public typealias Write = @Sendable (Evaluation, LogFormatFlags, Buffer) -> Bool

    public let name: String
    /// Text, which flags quote and escape; others are written as they are.
    public let isText: Bool
    /// A number, perhaps with a sign or leading zeros.
    let isNumber: Bool
    public let needsHTTP: Bool
    /// Where it writes nothing, the blanks around it are one.
    let closesGap: Bool
    let write: Write
    /// What its text is written for; nil for what the format is.
    let textUse: LogFormatUse?
    /// A known alias whose work is not built: what it comes with.
    public let waitsFor: String?

    public init(
        _ name: String, isText: Bool = false, isNumber: Bool = false, needsHTTP: Bool = false, closesGap: Bool = false,
        textUse: LogFormatUse? = nil, write: @escaping Write
    ) {
        self.textUse = textUse
        self.isNumber = isNumber
        self.closesGap = closesGap
        self.name = name
        self.isText = isText
        self.needsHTTP = needsHTTP
        self.write = write
        waitsFor = nil
    }

    private init(planned name: String, waitingFor: String) {
        self.name = name
        isText = false
        isNumber = false
        needsHTTP = false
        closesGap = false
        textUse = nil
        write = { _, _, _ in false }
        waitsFor = waitingFor
    }

    /// A known alias whose work is not built; `waitingFor` says what it comes with.
    public static func planned(_ name: String, waitingFor: String) -> LogAlias {
        LogAlias(planned: name, waitingFor: waitingFor)
    }
}
