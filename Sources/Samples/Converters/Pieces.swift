import Memory

/// Parts of a text between delimiters (manual, 7.3.1 `field`, `word`).
extension Converter {
    /// `field(<index>,<delimiters>[,<count>])`
    static let field = pieces("field", "A part between delimiters; two of them enclose an empty one.") { text, cut in
        cut.fields(of: text)
    }

    /// `word(<index>,<delimiters>[,<count>])`
    static let word = pieces("word", "A word between delimiters, several of which are as one.") { text, cut in
        cut.words(of: text)
    }

    @inline(__always)
    private static func pieces(
        _ name: String, _ summary: String, _ find: @escaping @Sendable (ByteView, PieceCut) -> ByteView?
    ) -> Converter {
        Converter(
            name, takes: .string, gives: .string,
            arguments: ArgumentGrammar([.integer, .string], optional: [.integer]),
            summary, check: checkPieces
        ) { value, arguments, _ in
            value.view.flatMap { find($0, PieceCut(arguments)) }.map { .string($0) }
        }
    }

    private static func checkPieces(_ arguments: inout PreparedArguments) throws {
        if arguments.integer(0) == 0 { throw arguments.refuse("Unexpected value 0 for index.") }
        if arguments.bytes(1).isEmpty { throw arguments.refuse("Empty separators list.") }
        // Nothing given means one; anything that is no count means all that follow.
        if !arguments.has(2) || arguments.bytes(2).isEmpty { arguments.set(1, at: 2) }
    }
}

/// Which pieces of a text to keep: so many from the index on, counted from the beginning or from the end.
struct PieceCut {
    private let index: UInt64
    private let isFromEnd: Bool
    /// As many as there are, for 0.
    private let count: UInt64
    private let delimiters: ByteSet

    init(_ arguments: StepArguments) {
        let index = arguments.integer(0)
        self.index = index.magnitude
        isFromEnd = index < 0
        count = UInt64(max(0, arguments.integer(2)))
        delimiters = ByteSet(arguments.text(1))
    }

    /// Whether the piece of that number is the last to keep.
    private func isLast(_ number: UInt64) -> Bool { count > 0 && number - index >= count - 1 }

    /// Each delimiter ends a field.
    func fields(of text: ByteView) -> ByteView? {
        text.withSpan { span in
            var number: UInt64 = 1
            var kept: Int?
            var position = 0
            while true {
                if number == index, kept == nil { kept = position }
                // The end of a field, seen from where the counting began.
                while position < span.count, !isDelimiter(span, position) { position += 1 }
                if let kept, isLast(number) || position >= span.count { return slice(text, kept, position) }
                guard position < span.count else { return nil }
                position += 1
                number += 1
            }
        }
    }

    /// A run of delimiters ends a word.
    func words(of text: ByteView) -> ByteView? {
        text.withSpan { span in
            var number: UInt64 = 0
            var kept: Int?
            var position = 0
            while true {
                while position < span.count, isDelimiter(span, position) { position += 1 }
                // Where there are fewer than asked for, the delimiters at the end belong to them.
                if position >= span.count { return kept.map { slice(text, $0, position) } }
                number += 1
                if number == index { kept = position }
                while position < span.count, !isDelimiter(span, position) { position += 1 }
                if let kept, isLast(number) { return slice(text, kept, position) }
            }
        }
    }

    @inline(__always)
    private func isDelimiter(_ span: Span<UInt8>, _ position: Int) -> Bool {
        delimiters.contains(isFromEnd ? span[span.count - 1 - position] : span[position])
    }

    /// Positions count from where the search began.
    private func slice(_ text: ByteView, _ start: Int, _ end: Int) -> ByteView {
        isFromEnd ? text.slice(text.count - end, text.count - start) : text.slice(start, end)
    }
}
