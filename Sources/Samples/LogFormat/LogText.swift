import Memory

/// Text in a formatted line, with bytes replaced that could harm its reader (manual, 8.6).
public enum LogText {
    /// Writes bytes with quotes and escapes as flags say; false without room.
    public static func write(
        _ view: ByteView, _ flags: LogFormatFlags, _ use: LogFormatUse, into out: Buffer
    ) -> Bool {
        if flags.contains(.binary) { return out.append(view) }
        if flags.contains(.quoted), !out.append(34) { return false }
        let isWritten = view.withSpan { span in
            for index in span.indices where !write(span[index], flags, use, out) { return false }
            return true
        }
        return isWritten && (!flags.contains(.quoted) || out.append(34))
    }

    @inline(__always)
    private static func write(_ byte: UInt8, _ flags: LogFormatFlags, _ use: LogFormatUse, _ out: Buffer) -> Bool {
        if isPlain(byte, flags, use) { return out.append(byte) }
        if flags.contains(.escaped), byte == 92 || byte == 93 || byte == 34 && !use.replacesQuotes {
            return out.append(92) && out.append(byte)
        }
        return out.append(use == .text ? 37 : 35) && out.append(digit(byte >> 4)) && out.append(digit(byte & 15))
    }

    @inline(__always)
    private static func isPlain(_ byte: UInt8, _ flags: LogFormatFlags, _ use: LogFormatUse) -> Bool {
        if flags.contains(.escaped), byte == 34 || byte == 92 || byte == 93 { return false }
        if use == .text { return byte >= 32 && byte != 127 || byte == 9 }
        if byte < 32 || byte > 126 { return false }
        switch use {
        case .logField where (123...125).contains(byte): return false
        case .logField, .requestLine: return byte != 35 && byte != 34
        case .finished: return byte != 34
        case .log, .text: return byte != 35 && byte != 34 || flags.contains(.escaped)
        }
    }

    private static func digit(_ value: UInt8) -> UInt8 { value < 10 ? 48 + value : 55 + value }
}

extension LogFormatUse {
    /// Quotes are replaced, even where `+E` would let them stand behind a backslash.
    fileprivate var replacesQuotes: Bool { self == .logField || self == .requestLine }
}

extension Buffer {
    /// Appends a number in hexadecimal with capital letters and at least so many digits.
    public func append(capitals value: UInt64, digits: Int) -> Bool {
        let count = max(digits, (64 - value.leadingZeroBitCount + 3) / 4)
        guard room >= count else { return false }
        for index in stride(from: count - 1, through: 0, by: -1) {
            let digit = UInt8(truncatingIfNeeded: value >> (4 * UInt64(index)) & 15)
            append(digit < 10 ? 48 + digit : 55 + digit)
        }
        return true
    }
}
