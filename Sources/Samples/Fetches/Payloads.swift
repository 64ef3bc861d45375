import Memory

/// Bytes as a connection received them (manual, 7.3.5). There are none where HTTP is spoken.
extension SampleFetch {
    static let payloads: [SampleFetch] =
        [
            length("req.len", of: .request, in: .requestContent), length("req_len", of: .request, in: .requestContent),
            length("res.len", of: .response, in: .responseContent),
        ]
        + payloads("req.payload", of: .request, in: .requestContent)
        + payloads("res.payload", of: .response, in: .responseContent)
        + payloads("payload", of: .atHand, in: .content)

    private static func length(_ name: String, of side: MessageSide, in places: SamplePlaces) -> SampleFetch {
        SampleFetch(
            name, gives: .integer, in: places, "How many bytes are here.", check: side.written(to: 0)
        ) { arguments, evaluation in
            evaluation.awaitMore()
            return evaluation.content(MessageSide(arguments, at: 0), as: .raw).map { .integer(Int64($0.count)) }
        }
    }

    private static func payloads(_ name: String, of side: MessageSide, in places: SamplePlaces) -> [SampleFetch] {
        [
            SampleFetch(
                name, gives: .binary, takes: ArgumentGrammar([.integer, .integer]), in: places,
                "So many bytes from an offset on, or all for 0.", check: { try preparePayload(&$0, side) },
                find: payload),
            SampleFetch(
                "\(name)_lv", gives: .binary, takes: ArgumentGrammar([.integer, .integer], optional: [.string]),
                in: places, "Bytes whose number is written in a field of so many bytes at an offset.",
                check: { try prepareLengthAndValue(&$0, side) }, find: lengthAndValue),
        ]
    }

    private static func payload(_ arguments: StepArguments, _ evaluation: Evaluation) -> Sample? {
        let start = Int(arguments.integer(0))
        let length = Int(arguments.integer(1))
        return bytes(from: start, length == 0 ? nil : length, MessageSide(arguments, at: 2), evaluation)
    }

    private static func preparePayload(_ arguments: inout PreparedArguments, _ side: MessageSide) throws {
        guard arguments.integer(0) >= 0 else { throw arguments.refuse("payload offset must be positive") }
        guard arguments.integer(1) >= 0 else { throw arguments.refuse("payload length must be positive") }
        arguments.set(side.rawValue, at: 2)
    }

    /// Writes the offset of the value to the third position, and the side to the fourth.
    private static func prepareLengthAndValue(_ arguments: inout PreparedArguments, _ side: MessageSide) throws {
        let (offset, size) = (arguments.integer(0), arguments.integer(1))
        guard offset >= 0 else { throw arguments.refuse("payload offset1 must be positive") }
        guard size > 0 else { throw arguments.refuse("payload length must be > 0") }
        let (behind, overflow) = offset.addingReportingOverflow(size)
        let text = arguments.text(2)
        let isRelative = text.isEmpty || text.hasPrefix("+") || text.hasPrefix("-")
        guard let shift = Int64(text.isEmpty || text == "+" || text == "-" ? "0" : text) else {
            throw arguments.refuse("payload offset2 is not a number")
        }
        let (start, overflow2) = isRelative ? behind.addingReportingOverflow(shift) : (shift, false)
        guard !overflow, !overflow2 else { throw arguments.refuse("payload offset is too large") }
        guard start >= 0 else { throw arguments.refuse("payload offset2 too negative") }
        arguments.set(start, at: 2)
        arguments.set(side.rawValue, at: 3)
    }

    private static func lengthAndValue(_ arguments: StepArguments, _ evaluation: Evaluation) -> Sample? {
        let side = MessageSide(arguments, at: 3)
        let size = Int(arguments.integer(1))
        guard case .binary(let field)? = bytes(from: Int(arguments.integer(0)), size, side, evaluation) else {
            return nil
        }
        // A longer field is right as long as its number is.
        var length = 0
        for position in 0..<field.count {
            length = length << 8 | Int(field.byte(at: position) ?? 0)
            if length > evaluation.valueLimit { return nil }
        }
        guard length > 0 else { return nil }
        return bytes(from: Int(arguments.integer(2)), length, side, evaluation)
    }

    /// So many bytes, or all that are here.
    private static func bytes(
        from start: Int, _ length: Int?, _ side: MessageSide, _ evaluation: Evaluation
    ) -> Sample? {
        guard let content = evaluation.content(side, as: .raw) else {
            evaluation.awaitMore()
            return nil
        }
        guard let length else {
            evaluation.awaitMore()
            return content.isEmpty || start > content.count ? nil : .binary(content.slice(start))
        }
        guard start <= content.count, length <= content.count - start else {
            // What no buffer holds never comes.
            if start <= evaluation.valueLimit, length <= evaluation.valueLimit - start { evaluation.awaitMore() }
            return nil
        }
        return .binary(content.slice(start, start + length))
    }
}
