import HTTP
import Memory
import Samples

/// An answer whose fields or payload are formats: each request makes its own (manual, 4.4 `return`).
public final class FormattedReply: Sendable {
    let status: UInt16
    private let draft: ReplyDraft
    private let fields: [(name: [UInt8], value: LogFormat)]
    private let payload: LogFormat?

    init(_ draft: ReplyDraft, fields: [(name: [UInt8], value: LogFormat)], payload: LogFormat?) {
        status = draft.status
        self.draft = draft
        self.fields = fields
        self.payload = payload
    }

    /// The answer to what the evaluation looks at; nil when something of it has no room.
    func reply(_ evaluation: Evaluation) -> Reply? {
        var draft = draft
        draft.headers = []
        for field in fields {
            guard let value = field.value.evaluate(evaluation) else { return nil }
            if !value.isEmpty { draft.headers.append((field.name, value.bytes)) }
        }
        if let payload {
            guard let text = payload.evaluate(evaluation) else { return nil }
            draft.payload = text.bytes
        }
        return draft.reply()
    }
}
