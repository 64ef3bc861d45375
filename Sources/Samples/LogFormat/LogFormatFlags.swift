/// How an item of a log format is written (manual, 8.2.6): `%{+Q,+X}ci`.
public struct LogFormatFlags: OptionSet, Sendable, Hashable {
    public let rawValue: UInt8
    public init(rawValue: UInt8) { self.rawValue = rawValue }
    /// In double quotes.
    public static let quoted = LogFormatFlags(rawValue: 1)
    /// Numbers and addresses in hexadecimal.
    public static let hexadecimal = LogFormatFlags(rawValue: 2)
    /// `"`, `\` and `]` behind a backslash (RFC 5424, 6.3.3).
    public static let escaped = LogFormatFlags(rawValue: 4)
    /// Bytes as they are; for the whole format only.
    public static let binary = LogFormatFlags(rawValue: 8)
    /// As a value of JSON.
    public static let json = LogFormatFlags(rawValue: 16)
    /// As a value of CBOR.
    public static let cbor = LogFormatFlags(rawValue: 32)

    /// Values are written for a machine that reads them.
    var encodes: Bool { !isDisjoint(with: [.json, .cbor]) }

    static let names: [(name: String, flag: LogFormatFlags)] = [
        ("Q", .quoted), ("X", .hexadecimal), ("E", .escaped), ("bin", .binary), ("json", .json), ("cbor", .cbor),
    ]
}

/// What a format is written for: it decides which bytes are replaced and what stands for a missing value.
public enum LogFormatUse: Sendable {
    /// A log line: unprintable bytes as `#XX`, `-` for nothing (manual, 8.6).
    case log
    /// A field in a log line that stands between braces: the same, and these and bars too.
    case logField
    /// A part of a request's first line, wherever it is written: as in a log line, quotes and hash signs always as `#XX`.
    case requestLine
    /// A text that was made by a format already: hash signs stand for themselves.
    case finished
    /// A header field, a body or a variable: bytes that a field may not have as `%XX`, nothing for nothing.
    case text
}
