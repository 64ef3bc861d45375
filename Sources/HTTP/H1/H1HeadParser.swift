import Memory

/// What a call of the parser came to.
public enum H1Progress: Sendable, Equatable {
    case incomplete
    /// The head is whole; the body starts at this absolute position of the buffer.
    case complete(body: Int)
    case malformed(H1Error)
}

/// Parses the head of a message in place, line by line, as bytes arrive (RFC 9112, 2 to 5).
///
/// It is resumable: a line that is not whole is looked at again from where the search for its end stopped, so that a peer
/// that sends single bytes costs no more than one that sends all at once.
public struct H1HeadParser: Sendable {
    enum Stage: UInt8, Sendable { case startLine, headers }

    /// Start of the line that is not parsed yet.
    private var line: Int
    /// No line end before this position.
    private var scanned: Int
    /// End of the content of the line before.
    private var previousEnd = 0
    private var stage = Stage.startLine
    /// Where a malformed head went wrong, as an absolute position.
    public private(set) var errorPosition = 0
    /// The field before was left out, and lines that continue it are too.
    private var isDropping = false

    /// - Parameter start: absolute position of the first byte of the message.
    public init(at start: Int) {
        line = start
        scanned = start
    }

    /// True once something of the message was seen besides empty lines.
    public var hasStarted: Bool { stage != .startLine || scanned > line }
    public var isInStartLine: Bool { stage == .startLine }

    public mutating func parseRequest(_ buffer: Buffer, into message: Message, limits: H1Limits) -> H1Progress {
        let progress = buffer.withArena { bytes in
            parse(bytes, message, limits) { bytes, range in
                H1StartLine.parseRequest(bytes, range, into: message, limits)
            }
        }
        return finish(progress, buffer, message) { H1RequestRules.apply(to: message, bytes: $0, limits) }
    }

    public mutating func parseResponse(_ buffer: Buffer, into message: Message, limits: H1Limits) -> H1Progress {
        let progress = buffer.withArena { bytes in
            parse(bytes, message, limits) { bytes, range in
                H1StartLine.parseResponse(bytes, range, into: message, limits)
            }
        }
        return finish(progress, buffer, message) { H1ResponseRules.apply(to: message, bytes: $0, limits) }
    }

    /// Parses the lines of a trailer section; `message` gets the fields.
    public mutating func parseTrailers(_ buffer: Buffer, into message: Message, limits: H1Limits) -> H1Progress {
        stage = .headers
        let progress = buffer.withArena { bytes in
            parse(bytes, message, limits) { _, _ in .malformedHeader }
        }
        return finish(progress, buffer, message) { _ in
            message.headers.first(.transferEncoding) == nil ? nil : .invalidTransferEncoding
        }
    }

    private mutating func finish(
        _ progress: H1Progress, _ buffer: Buffer, _ message: Message, _ rules: (Span<UInt8>) -> H1Error?
    ) -> H1Progress {
        guard case .complete = progress else { return progress }
        if message.flags.contains(.capitals) {
            for field in message.headers.fields where field.flags.contains(.capitals) {
                buffer.lowercase(field.nameSlice)
            }
        }
        for fold in message.headers.folds {
            for position in fold.range { buffer.set(32, at: position) }
        }
        if let error = buffer.withArena(rules) {
            errorPosition = message.position(of: error)
            return .malformed(error)
        }
        if message.flags.contains(.mixedConnectionTokens) { H1Connection.rewrite(message, in: buffer) }
        if message.flags.contains(.irregularLength) { H1Framing.rewriteLength(message, in: buffer) }
        return progress
    }

    private mutating func parse(
        _ bytes: Span<UInt8>, _ message: Message, _ limits: H1Limits,
        _ startLine: (Span<UInt8>, Range<Int>) -> H1Error?
    ) -> H1Progress {
        while true {
            let end = bytes.firstLineControl(from: scanned)
            guard let control = bytes.byte(at: end) else {
                scanned = end
                return checkPartial(bytes)
            }
            var next = end &+ 1
            if control == 13 {
                guard let feed = bytes.byte(at: next) else {
                    scanned = end
                    return checkPartial(bytes)
                }
                guard feed == 10 else { return malformed(.controlCharacter, at: end) }
                next &+= 1
            } else if control == 0 {
                if limits.isRelaxed, stage == .headers {
                    message.tolerate()
                    scanned = next
                    continue
                }
                return malformed(stage == .startLine ? .malformedStartLine : .controlCharacter, at: end)
            }
            let start = line
            line = next
            scanned = next
            if stage == .headers {
                if start == end { return .complete(body: next) }
                if let error = header(bytes, start, end, next, message, limits) {
                    return malformed(error, at: error == .malformedName ? errorPosition : start)
                }
            } else if start != end {
                stage = .headers
                message.headers.removeAll()
                if let error = startLine(bytes, start..<end) { return malformed(error, at: start) }
                if message.flags.contains(.simple) { return .complete(body: next) }
            }
            previousEnd = end
        }
    }

    /// Refuses what can never become a message without waiting for the end of its line.
    private mutating func checkPartial(_ bytes: Span<UInt8>) -> H1Progress {
        guard stage == .startLine, let first = bytes.byte(at: line) else { return .incomplete }
        // A return may begin an empty line.
        return first == 13 || CharacterClass.token.contains(first)
            ? .incomplete : malformed(.malformedStartLine, at: line)
    }

    private mutating func malformed(_ error: H1Error, at position: Int) -> H1Progress {
        errorPosition = position
        return .malformed(error)
    }

    private mutating func header(
        _ bytes: Span<UInt8>, _ start: Int, _ end: Int, _ next: Int, _ message: Message, _ limits: H1Limits
    ) -> H1Error? {
        let (colon, capitals) = bytes.token(from: start, upTo: end)
        guard bytes.byte(at: colon) == 58, colon > start, colon < end else {
            if limits.isRelaxed, drops(bytes, start..<end) {
                message.tolerate()
                return nil
            }
            errorPosition = colon
            return fold(bytes, start, end, message)
        }
        isDropping = false
        guard message.headers.count < limits.maximumHeaders &- 1 else { return .tooManyHeaders }
        guard colon &- start <= limits.maximumNameLength else { return .malformedName }
        var value = colon &+ 2..<max(end, colon &+ 2)
        var flags = HeaderField.Flags()
        // One space in front and none behind is what nearly everyone sends.
        if isUsualValue(bytes, colon, end) {
            flags = next == end &+ 2 ? [.adjacent, .terminated] : [.adjacent]
        } else {
            value = bytes.trimmed(colon &+ 1..<end)
            if value.lowerBound == colon &+ 2, bytes.byte(at: colon &+ 1) == 32 { flags.insert(.adjacent) }
            if value.upperBound == end, next == end &+ 2 { flags.insert(.terminated) }
        }
        if capitals {
            flags.insert(.capitals)
            message.flags.insert(.capitals)
        }
        message.headers.append(
            HeaderField(
                nameOffset: UInt32(truncatingIfNeeded: start),
                valueOffset: UInt32(truncatingIfNeeded: value.lowerBound),
                valueLength: UInt32(truncatingIfNeeded: value.count),
                nameLength: UInt16(truncatingIfNeeded: colon &- start),
                name: HeaderName.identify(bytes, start..<colon), flags: flags))
        return nil
    }

    @inline(__always)
    private func isUsualValue(_ bytes: Span<UInt8>, _ colon: Int, _ end: Int) -> Bool {
        guard colon &+ 2 < end, bytes.byte(at: colon &+ 1) == 32, let first = bytes.byte(at: colon &+ 2), first > 32,
            let last = bytes.byte(at: end &- 1), last > 32
        else { return false }
        return true
    }

    /// A field whose name has forbidden characters is left out where such are accepted.
    private mutating func drops(_ bytes: Span<UInt8>, _ line: Range<Int>) -> Bool {
        guard let first = bytes.byte(at: line.lowerBound), first != 58 else { return false }
        if first == 32 || first == 9 { return isDropping }
        guard let colon = bytes.firstIndex(of: 58, from: line.lowerBound), colon < line.upperBound else { return false }
        isDropping = true
        return true
    }

    /// A line that starts with white space continues the value before (RFC 9112, 5.2); anything else is malformed.
    private func fold(_ bytes: Span<UInt8>, _ start: Int, _ end: Int, _ message: Message) -> H1Error? {
        guard let first = bytes.byte(at: start), first == 32 || first == 9, message.headers.count > 0 else {
            return .malformedName
        }
        message.headers.foldLastValue(lineEnd: previousEnd, value: bytes.trimmed(start..<end))
        return nil
    }
}
