import HTTP
import Memory
import Samples

/// `unique-id-format` and `unique-id-header` (manual, 4.2): made when a stream's identifier is first asked for.
extension Stream {
    /// The stream's identifier; nil where the frontend says of none.
    func uniqueIdentifier(_ evaluation: StreamEvaluation) -> ByteView? {
        if let view = record?.identifier { return view }
        guard let format = session.frontend.uniqueIdentifier, let buffer = context.takeBuffer() else { return nil }
        defer { context.give(buffer) }
        let record = takeRecord()
        // A format that asks for the identifier itself finds nothing.
        record.keep(identifier: .empty)
        guard format.write(evaluation, for: .text, into: buffer) else { return nil }
        record.keep(identifier: buffer.view(from: buffer.start))
        return record.identifier
    }

    /// The field that tells the server; false without room.
    func writeUniqueIdentifier(_ out: Buffer, _ message: Message) -> Bool {
        guard let name = session.frontend.uniqueIdentifierHeader else { return true }
        let evaluation = context.evaluation
        evaluation.turn(to: self, request: message, response: nil)
        guard let view = uniqueIdentifier(evaluation) else { return true }
        return out.append(name.view) && out.append(": ") && out.append(view) && out.append("\r\n")
    }
}
