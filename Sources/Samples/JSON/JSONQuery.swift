import CLinux
import Memory

/// `<json_path>[,<output_type>]`: what a query asks of a JSON text (manual, 7.3.1 `json_query`).
final class JSONQuery: Sendable {
    private let path: JSONPath
    private let wantsInteger: Bool

    /// Integers beyond this one are none, since not every program can hold them (RFC 8259, 6).
    private static let largestInteger: Int64 = 1 << 53 - 1

    /// Reads both arguments, the second of which is optional.
    init(_ arguments: PreparedArguments, at position: Int = 0) throws {
        do { path = try JSONPath(arguments.bytes(position)) } catch { throw arguments.refuse("\(error)") }
        let type = arguments.text(position + 1)
        guard type.isEmpty || type == "int" else {
            throw arguments.refuse("output_type only supports \"int\" as argument.")
        }
        wantsInteger = type == "int"
    }

    func evaluate(_ text: ByteView, _ evaluation: Evaluation) -> Sample? {
        guard let value = JSONReader.value(at: path, in: text) else { return nil }
        switch value {
        case .string(let raw): return JSONString(raw: raw).text(evaluation).map { .string($0) }
        case .boolean(let value): return .boolean(value)
        case .array(let array): return wantsInteger ? nil : .string(array)
        case .number(let number): return wantsInteger ? integer(number) : self.text(number, evaluation)
        case .null, .object: return nil
        }
    }

    private func integer(_ number: ByteView) -> Sample? {
        let value = number.integerPrefix
        return value.magnitude <= Self.largestInteger.magnitude ? .integer(value) : nil
    }

    /// Six significant digits, as C's `%g`.
    private func text(_ number: ByteView, _ evaluation: Evaluation) -> Sample? {
        let text = evaluation.write { out in
            let length = out.fill { target, room in
                number.withPointer { source, count in apus_format_number(source, count, target, room) }
            }
            return length > 0
        }
        return text.map { .string($0) }
    }
}
