import Memory

/// Formats whose values are encoded (manual, 8.2.6: `json`, `cbor`).
extension LogFormat {
    /// Writes the named items as one map.
    func writeMap(_ flags: LogFormatFlags, _ evaluation: Evaluation, into out: Buffer) -> Bool {
        let encoder = LogEncoder(flags, into: out)
        guard encoder.beginMap() else { return false }
        let start = out.end
        var isComplete = true
        for node in nodes {
            let end = out.end
            if writeMember(node, encoder, evaluation, isFirst: end == start) { continue }
            // A member without room is left out: half of it would spoil the others.
            out.truncate(at: end)
            isComplete = false
        }
        return encoder.endMap() && isComplete
    }

    private func writeMember(
        _ node: Node, _ encoder: LogEncoder, _ evaluation: Evaluation, isFirst: Bool
    ) -> Bool {
        let item: LogItem
        switch node {
        case .text, .separator: return true
        case .expression(_, let own), .alias(_, let own): item = own
        }
        guard let name = item.name else { return true }
        return encoder.key(name.view, isFirst: isFirst) && writeValue(node, item, encoder, evaluation)
            && encoder.hasRoomForEnd
    }

    /// Writes one item that is encoded for itself.
    func writeEncoded(_ node: Node, _ evaluation: Evaluation, into out: Buffer) -> Bool {
        switch node {
        case .text, .separator: return true
        case .expression(_, let item), .alias(_, let item):
            return writeValue(node, item, LogEncoder(item.flags, into: out), evaluation)
        }
    }

    /// Writes the value of one item alone.
    func writeValue(_ node: Node, _ item: LogItem, _ encoder: LogEncoder, _ evaluation: Evaluation) -> Bool {
        let mark = evaluation.scratch.end
        defer { evaluation.scratch.truncate(at: mark) }
        switch node {
        case .text, .separator: return true
        case .expression(let expression, _):
            guard let value = expression.evaluate(evaluation) else { return encoder.writeNothing() }
            return write(value, item, encoder, evaluation)
        case .alias(let alias, _):
            let flags = item.flags.intersection(.hexadecimal)
            guard alias.write(evaluation, flags, evaluation.scratch) else { return encoder.writeNothing() }
            var text = evaluation.scratch.view(from: mark)
            // What is not final yet is written as it is.
            if alias.isNumber, text.byte(at: 0) == 43 { text = text.slice(1) }
            let isNumber = alias.isNumber && flags.isEmpty
            return write(text, item.kind == .natural && isNumber ? .integer : item.kind, encoder)
        }
    }

    private func write(
        _ value: Sample, _ item: LogItem, _ encoder: LogEncoder, _ evaluation: Evaluation
    ) -> Bool {
        switch (value, item.kind) {
        case (.boolean(let flag), .natural), (.boolean(let flag), .boolean): return encoder.write(flag)
        case (.integer(let number), .natural) where !item.flags.contains(.hexadecimal): return encoder.write(number)
        case (.integer(let number), .integer): return encoder.write(number)
        case (.boolean(let flag), .integer): return encoder.write(Int64(flag ? 1 : 0))
        case (.integer(let number), .boolean): return encoder.write(number != 0)
        case (.binary(let bytes), .natural): return encoder.write(binary: bytes)
        default: break
        }
        if item.flags.contains(.hexadecimal) {
            let start = evaluation.scratch.end
            if writeHexadecimal(value, evaluation.scratch) == true {
                return encoder.write(text: evaluation.scratch.view(from: start))
            }
        }
        guard let text = value.view ?? value.cast(to: .string, evaluation)?.view else { return encoder.writeNothing() }
        return write(text, item.kind, encoder)
    }

    private func write(_ text: ByteView, _ kind: LogItem.Kind, _ encoder: LogEncoder) -> Bool {
        switch kind {
        case .natural, .string: return encoder.write(text: text)
        case .integer: return text.integer.map { encoder.write($0) } ?? encoder.writeNothing()
        case .boolean:
            if let number = text.integer { return encoder.write(number != 0) }
            return encoder.write(text.equals("true"))
        }
    }
}
