import Memory

/// One way to bring different spellings of a target together (manual, 4.4 `normalize-uri`; RFC 3986, 6.2.2).
enum URINormalizer: Int64 {
    case fragmentEncode, fragmentStrip, pathMergeSlashes, pathStripDot, pathStripDotDot, pathStripDotDotFull
    case percentDecode, percentDecodeStrict, percentToUppercase, percentToUppercaseStrict, querySortByName

    /// The part of the target that it works on.
    var part: TargetPart {
        switch self {
        case .pathMergeSlashes, .pathStripDot, .pathStripDotDot, .pathStripDotDotFull: .path
        case .querySortByName: .query
        default: .pathAndQuery
        }
    }

    enum Outcome {
        case written, noRoom
        /// A percent sign without two hexadecimal digits, where that is not tolerated.
        case malformed
    }

    /// Appends the part in its normal form.
    func write(_ text: ByteView, into out: Buffer) -> Outcome {
        switch self {
        case .fragmentEncode: return Self.result(Self.encodeFragment(text, out))
        case .fragmentStrip: return Self.result(out.append(text.slice(0, text.firstIndex(of: 35) ?? text.count)))
        case .pathMergeSlashes: return Self.result(Self.mergeSlashes(text, out))
        case .pathStripDot: return Self.result(Self.stripDot(text, out))
        case .pathStripDotDot: return Self.result(Self.stripDotDot(text, out, isFull: false))
        case .pathStripDotDotFull: return Self.result(Self.stripDotDot(text, out, isFull: true))
        case .percentDecode: return Self.percent(text, out, isStrict: false, decodes: true)
        case .percentDecodeStrict: return Self.percent(text, out, isStrict: true, decodes: true)
        case .percentToUppercase: return Self.percent(text, out, isStrict: false, decodes: false)
        case .percentToUppercaseStrict: return Self.percent(text, out, isStrict: true, decodes: false)
        case .querySortByName: return Self.result(Self.sort(text, out))
        }
    }

    private static func result(_ isWritten: Bool) -> Outcome { isWritten ? .written : .noRoom }

    // MARK: Fragments and slashes

    private static func encodeFragment(_ text: ByteView, _ out: Buffer) -> Bool {
        var position = 0
        while let mark = text.firstIndex(of: 35, from: position) {
            guard out.append(text.slice(position, mark)), out.append("%23") else { return false }
            position = mark + 1
        }
        return out.append(text.slice(position))
    }

    private static func mergeSlashes(_ text: ByteView, _ out: Buffer) -> Bool {
        var before: UInt8?
        for position in 0..<text.count {
            guard let byte = text.byte(at: position) else { break }
            if byte != 47 || before != 47, !out.append(byte) { return false }
            before = byte
        }
        return true
    }

    // MARK: Segments

    /// Calls `body` with each segment and whether it is the last one; the path begins with a slash.
    private static func forEachSegment(_ path: ByteView, _ body: (ByteView, Bool) -> Bool) -> Bool {
        var start = 1
        while true {
            let end = path.firstIndex(of: 47, from: start) ?? path.count
            let isLast = end >= path.count
            guard body(path.slice(start, end), isLast) else { return false }
            if isLast { return true }
            start = end + 1
        }
    }

    private static func stripDot(_ path: ByteView, _ out: Buffer) -> Bool {
        guard path.byte(at: 0) == 47 else { return out.append(path) }
        return forEachSegment(path) { segment, isLast in
            if segment.equals(".") { return !isLast || out.append(47) }
            return out.append(47) && out.append(segment)
        }
    }

    private static func stripDotDot(_ path: ByteView, _ out: Buffer, isFull: Bool) -> Bool {
        guard path.byte(at: 0) == 47 else { return out.append(path) }
        // What stands in front of this stays: segments that lead out of the root.
        var floor = out.end
        return forEachSegment(path) { segment, isLast in
            guard segment.equals("..") else { return out.append(47) && out.append(segment) }
            if out.end > floor {
                var end = out.end - 1
                while end > floor, out.byte(at: end) != 47 { end -= 1 }
                out.truncate(at: end)
            } else if !isFull {
                guard out.append("/..") else { return false }
                floor = out.end
            }
            return !isLast || out.append(47)
        }
    }

    // MARK: Percent signs

    private static func percent(_ text: ByteView, _ out: Buffer, isStrict: Bool, decodes: Bool) -> Outcome {
        var position = 0
        while let byte = text.byte(at: position) {
            guard byte == 37 else {
                guard out.append(byte) else { return .noRoom }
                position += 1
                continue
            }
            guard let high = digit(text.byte(at: position + 1)), let low = digit(text.byte(at: position + 2)) else {
                if isStrict { return .malformed }
                guard out.append(byte) else { return .noRoom }
                position += 1
                continue
            }
            guard append(high << 4 | low, decodes: decodes, text.slice(position, position + 3), out) else {
                return .noRoom
            }
            position += 3
        }
        return .written
    }

    private static func append(_ value: UInt8, decodes: Bool, _ code: ByteView, _ out: Buffer) -> Bool {
        if decodes { return isUnreserved(value) ? out.append(value) : out.append(code) }
        return out.append(37) && out.append(capitals: UInt64(value), digits: 2)
    }

    private static func digit(_ byte: UInt8?) -> UInt8? {
        switch byte {
        case .some(let byte) where byte &- 48 < 10: byte &- 48
        case .some(let byte) where (byte | 0x20) &- 97 < 6: (byte | 0x20) &- 87
        default: nil
        }
    }

    private static func isUnreserved(_ byte: UInt8) -> Bool {
        byte &- 48 < 10 || (byte | 0x20) &- 97 < 26 || byte == 45 || byte == 46 || byte == 95 || byte == 126
    }

    // MARK: Queries

    private static func sort(_ query: ByteView, _ out: Buffer) -> Bool {
        var parameters: [(name: ByteView, place: Int, text: ByteView)] = []
        var start = 0
        while true {
            let end = query.firstIndex(of: 38, from: start) ?? query.count
            let text = query.slice(start, end)
            parameters.append((text.slice(0, text.firstIndex(of: 61) ?? text.count), parameters.count, text))
            start = end + 1
            // Nothing behind the last sign is no parameter.
            if start >= query.count { break }
        }
        parameters.sort { left, right in
            let order = left.name.compared(to: right.name)
            return order == 0 ? left.place < right.place : order < 0
        }
        for (place, parameter) in parameters.enumerated() {
            if place > 0, !out.append(38) { return false }
            guard out.append(parameter.text) else { return false }
        }
        return true
    }
}
