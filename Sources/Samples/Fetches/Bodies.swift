import HTTP
import Memory

/// Bodies of messages, as far as they are here (manual, 7.3.6).
extension SampleFetch {
    static let bodies: [SampleFetch] =
        bodies("req", of: .request, in: .requestContent) + bodies("res", of: .response, in: .responseContent)

    /// `req.body`, `req.body_len`, `req.body_size`, and the same of responses.
    private static func bodies(
        _ prefix: String, of side: MessageSide, in places: SamplePlaces
    ) -> [SampleFetch] {
        let prepare = side.written(to: 0)
        return [
            SampleFetch(
                "\(prefix).body", gives: .binary, in: places, "The body, as much of it as is here.", check: prepare
            ) { arguments, evaluation in body(arguments, evaluation).map { .binary($0) } },
            SampleFetch(
                "\(prefix).body_len", gives: .integer, in: places, "How much of the body is here.", check: prepare
            ) { arguments, evaluation in body(arguments, evaluation).map { .integer(Int64($0.count)) } },
            SampleFetch(
                "\(prefix).body_size", gives: .integer, in: places,
                "The length of the body that was announced, or of what is here.", check: prepare
            ) { arguments, evaluation in
                let announced = evaluation.with(MessageSide(arguments, at: 0)) { message, _ -> UInt64? in
                    guard case .length(let length) = message.framing else { return nil }
                    return length
                }
                if let announced { return .integer(Int64(clamping: announced)) }
                return body(arguments, evaluation).map { .integer(Int64($0.count)) }
            },
        ]
    }

    private static func body(_ arguments: StepArguments, _ evaluation: Evaluation) -> ByteView? {
        let side = MessageSide(arguments, at: 0)
        // A message without a body has an empty one.
        let none = evaluation.with(side) { message, _ in message.framing == .none ? ByteView.empty : nil }
        if let none { return none }
        evaluation.awaitMore()
        return evaluation.content(side, as: .body)
    }
}
