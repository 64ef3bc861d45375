import Memory

extension Converter {
    /// `lower`
    static let lower = Converter("lower", takes: .string, gives: .string, "Turns capital letters into small ones.") {
        value, _, evaluation in
        value.mapped(evaluation) { $0 &- 65 < 26 ? $0 | 0x20 : $0 }
    }

    /// `upper`
    static let upper = Converter("upper", takes: .string, gives: .string, "Turns small letters into capital ones.") {
        value, _, evaluation in
        value.mapped(evaluation) { $0 &- 97 < 26 ? $0 & 0xdf : $0 }
    }
}

extension Sample {
    /// A string of as many bytes, each replaced.
    @inline(__always)
    func mapped(_ evaluation: Evaluation, _ replace: (UInt8) -> UInt8) -> Sample? {
        guard let view else { return nil }
        return evaluation.write { out in
            guard view.count <= out.room else { return false }
            return view.withSpan { span in
                for index in span.indices { out.append(replace(span[index])) }
                return true
            }
        }.map { .string($0) }
    }
}
