import Memory

/// Messages of the Financial Information eXchange protocol.
extension Converter {
    /// `fix_is_valid`
    static let fixIsValid = Converter(
        "fix_is_valid", takes: .binary, gives: .boolean, "Whether the bytes begin with a valid FIX message."
    ) { value, _, evaluation in
        guard let view = value.view else { return nil }
        switch FIXMessage(view: view).check() {
        case .valid: return .boolean(true)
        case .invalid: return .boolean(false)
        case .incomplete:
            evaluation.needsMore = true
            return nil
        }
    }

    /// `fix_tag_value(<tag>)`
    static let fixTagValue = Converter(
        "fix_tag_value", takes: .binary, gives: .binary, arguments: ArgumentGrammar([.string]),
        "The value of a tag of a FIX message, by its number or name.",
        check: { arguments in
            guard let tag = FIXMessage.tag(named: arguments.text(0)) else {
                throw arguments.refuse("Unknown FIX tag name '\(arguments.text(0))'.")
            }
            arguments.set(tag, at: 0)
        },
        apply: { value, arguments, evaluation in
            guard let view = value.view else { return nil }
            var position = 0
            while position < view.count {
                guard let field = FIXMessage(view: view).field(at: position) else { break }
                if field.tag == arguments.integer(0) { return .binary(field.value) }
                position = field.end
            }
            evaluation.needsMore = view.firstIndex(of: 1, from: position) == nil
            return nil
        })
}

/// Fields of a tag, an equals sign and a value, each of which a byte 1 ends.
struct FIXMessage {
    let view: ByteView

    enum Verdict {
        case valid, invalid
        /// More bytes could make it valid.
        case incomplete
    }

    struct Field {
        let tag: Int64
        let value: ByteView
        /// Behind the byte that ends it.
        let end: Int
    }

    static func tag(named name: String) -> Int64? {
        switch name.lowercased() {
        case "beginstring": return 8
        case "bodylength": return 9
        case "msgtype": return 35
        case "sendercompid": return 49
        case "targetcompid": return 56
        case "checksum": return 10
        default:
            guard let tag = Int64(name), tag > 0 else { return nil }
            return tag
        }
    }

    /// The whole field that begins at a position; nil without its end, or when it has no number or no equals sign.
    func field(at position: Int) -> Field? {
        guard let end = view.firstIndex(of: 1, from: position) else { return nil }
        let text = view.slice(position, end)
        guard let equals = text.firstIndex(of: 61), let tag = Self.number(text.slice(0, equals)), tag > 0 else {
            return nil
        }
        return Field(tag: tag, value: text.slice(equals + 1), end: end + 1)
    }

    /// Digits only.
    private static func number(_ text: ByteView) -> Int64? {
        guard let first = text.byte(at: 0), first &- 48 < 10 else { return nil }
        return text.integer
    }

    func check() -> Verdict {
        var position = 0
        var count = 0
        var bodyLength: Int64 = 0
        var bodyStart = 0
        while true {
            guard let field = field(at: position) else {
                return view.firstIndex(of: 1, from: position) == nil && couldBegin ? .incomplete : .invalid
            }
            count += 1
            guard !field.value.isEmpty else { return .invalid }
            switch (count, field.tag) {
            case (1, 8): guard Self.isVersion(field.value) else { return .invalid }
            case (2, 9):
                guard let length = Self.number(field.value) else { return .invalid }
                (bodyLength, bodyStart) = (length, field.end)
            case (3, 35): break
            case (...3, _): return .invalid
            case (_, 10):
                guard Int64(position - bodyStart) == bodyLength, isChecksum(field.value, upTo: position) else {
                    return .invalid
                }
                return .valid
            default: break
            }
            position = field.end
        }
    }

    /// The first bytes are those of the first tag, as far as they are here.
    private var couldBegin: Bool {
        let beginning = ByteView("8=FIX").slice(0, view.count)
        return view.slice(0, beginning.count).equals(beginning)
    }

    private static func isVersion(_ value: ByteView) -> Bool {
        if value.equals("FIXT.1.1") { return true }
        guard value.count == 7, value.slice(0, 6).equals("FIX.4."), let minor = value.byte(at: 6) else { return false }
        return minor &- 48 <= 4
    }

    /// Three digits for the sum of all bytes in front.
    private func isChecksum(_ value: ByteView, upTo end: Int) -> Bool {
        guard value.count == 3, let expected = Self.number(value) else { return false }
        return view.slice(0, end).withSpan { span in
            var sum: UInt8 = 0
            for index in span.indices { sum &+= span[index] }
            return Int64(sum) == expected
        }
    }
}
