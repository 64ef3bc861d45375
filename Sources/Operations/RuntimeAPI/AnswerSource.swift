/// An answer that is made piece by piece, as fast as its reader takes it.
struct AnswerSource {
    private let produce: () -> [UInt8]?
    /// More may come after the last piece, until the client says something; nil when the last piece is the end.
    var following: Following?

    struct Following {
        /// Calls its argument once, on the loop of the runtime API, when there is another piece.
        let wait: (@escaping () -> Void) -> Void
        /// The client wants no more.
        let cancel: () -> Void
    }

    /// - Parameter produce: the next piece, nil after the last.
    init(_ produce: @escaping () -> [UInt8]?) { self.produce = produce }

    init(_ text: String) {
        var rest: [UInt8]? = Array(text.utf8)
        produce = {
            defer { rest = nil }
            return rest
        }
    }

    static var empty: AnswerSource { AnswerSource { nil } }

    func next() -> [UInt8]? { produce() }

    /// One piece for each element, between a head and a tail.
    static func rows<Elements: Sequence>(
        head: String = "", _ elements: Elements, tail: String = "", _ row: @escaping (Elements.Element) -> String
    ) -> AnswerSource {
        var iterator = elements.makeIterator()
        var start: String? = head
        var end: String? = tail
        return AnswerSource {
            if let text = start {
                start = nil
                if !text.isEmpty { return Array(text.utf8) }
            }
            if let element = iterator.next() { return Array(row(element).utf8) }
            defer { end = nil }
            return end.map { Array($0.utf8) }
        }
    }
}
