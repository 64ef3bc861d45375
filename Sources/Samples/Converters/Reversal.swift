import Memory

/// Texts from the end, so that a search for a suffix becomes one for a prefix.
extension Converter {
    /// `reverse`
    static let reverse = Converter("reverse", takes: .string, gives: .string, "The bytes in the opposite order.") {
        value, _, evaluation in
        value.rewritten(evaluation) { view, out in
            var position = view.count
            while let byte = view.byte(at: position - 1) {
                guard out.append(byte) else { return false }
                position -= 1
            }
            return true
        }
    }

    /// `reverse_dom`
    static let reverseDomain = Converter(
        "reverse_dom", takes: .string, gives: .string, "The labels of a domain name in the opposite order."
    ) { value, _, evaluation in
        value.rewritten(evaluation) { view, out in
            // A single dot at the end is that of the root.
            var end = view.byte(at: view.count - 1) == 46 ? view.count - 1 : view.count
            while true {
                var start = end
                while let byte = view.byte(at: start - 1), byte != 46 { start -= 1 }
                guard start < end, out.append(view.slice(start, end)) else { return false }
                if start == 0 { return true }
                guard out.append(46) else { return false }
                end = start - 1
            }
        }
    }
}

extension Sample {
    /// A string that `body` writes from the bytes of this one; nil when it says that there is none or no room.
    @inline(__always)
    func rewritten(_ evaluation: Evaluation, _ body: (ByteView, Buffer) -> Bool) -> Sample? {
        guard let view else { return nil }
        return evaluation.write { body(view, $0) }.map { .string($0) }
    }
}
