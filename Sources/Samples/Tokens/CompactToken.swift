import Memory

/// A JSON web token in its compact form: base64url texts with points between them (RFC 7515, 7.1; RFC 7516, 7.1).
struct CompactToken {
    let text: ByteView
    /// How many parts there are.
    let count: Int

    init(_ text: ByteView) {
        self.text = text
        count = text.withSpan { span in
            var count = 1
            for index in span.indices where span[index] == 46 { count += 1 }
            return count
        }
    }

    /// A part as it is written.
    func part(_ number: Int) -> ByteView? {
        var start = 0
        for _ in 0..<number {
            guard let point = text.firstIndex(of: 46, from: start) else { return nil }
            start = point + 1
        }
        return text.slice(start, text.firstIndex(of: 46, from: start) ?? text.count)
    }

    /// The bytes that a part stands for.
    func decoded(_ number: Int, _ evaluation: Evaluation) -> ByteView? {
        guard let part = part(number) else { return nil }
        return evaluation.write { Base64.url.decode(part, into: $0) }
    }

    /// What a signature covers: the first two parts and the point between them.
    var signedText: ByteView? {
        guard let first = part(0), let second = part(1) else { return nil }
        return text.slice(0, first.count + 1 + second.count)
    }
}
