import HTTP
import Memory
import Samples

/// An answer whose fields or payload are formats: each request makes its own (manual, 4.4 `return`).
public final class FormattedReply: Sendable {
    let status: UInt16
    private let start: ConstantBytes
    private let fields: [(name: ConstantBytes, value: LogFormat)]
    private let contentType: ConstantBytes?
    /// The payload where it is no format.
    private let fixedPayload: ConstantBytes
    private let payload: LogFormat?

    init(_ draft: ReplyDraft, fields: [(name: [UInt8], value: LogFormat)], payload: LogFormat?) {
        status = draft.status
        start = ConstantBytes(draft.statusLine)
        self.fields = fields.map { (ConstantBytes($0.name), $0.value) }
        contentType = draft.contentType.map { ConstantBytes($0) }
        fixedPayload = ConstantBytes(draft.payload ?? [])
        self.payload = payload
    }

    /// The answer to what the evaluation looks at; nil when something of it has no room.
    func answer(_ evaluation: StreamEvaluation, isBehind: Bool = false) -> Answer? {
        var content = fixedPayload.view
        return evaluation.context.makeAnswer(
            status, isBehind: isBehind,
            head: { out in
                guard out.append(start.view), writeFields(evaluation, into: out) else { return false }
                if let payload {
                    guard let text = payload.evaluate(evaluation) else { return false }
                    content = text
                }
                return writeLength(content.count, into: out)
            }, body: { $0.append(content) })
    }

    private func writeFields(_ evaluation: StreamEvaluation, into out: Buffer) -> Bool {
        for index in fields.indices {
            guard let value = fields[index].value.evaluate(evaluation) else { return false }
            // A field without a value is left out.
            if value.isEmpty { continue }
            guard out.append(fields[index].name.view), out.append(": "), out.append(value), out.append("\r\n") else {
                return false
            }
        }
        return true
    }

    /// Length and type, as `ReplyDraft` has them.
    private func writeLength(_ count: Int, into out: Buffer) -> Bool {
        if status != 204 {
            guard out.append("content-length: "), out.append(decimal: UInt64(clamping: count)), out.append("\r\n")
            else { return false }
        }
        guard let contentType, count > 0 else { return true }
        return out.append("content-type: ") && out.append(contentType.view) && out.append("\r\n")
    }
}
