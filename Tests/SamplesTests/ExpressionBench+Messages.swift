import HTTP
import Memory

@testable import Samples

extension ExpressionBench {
    /// Evaluates against a response too.
    func respond(_ head: String) {
        let response = Message()
        let arena = Buffer(capacity: 16384)
        arena.append(text: head)
        var parser = H1HeadParser(at: 0)
        response.arena = arena
        _ = parser.parseResponse(arena, into: response, limits: H1Limits())
        evaluation.set(request: message, response: response)
        kept.append(response)
    }

    /// Evaluates against bytes that are no message.
    convenience init(raw bytes: [UInt8], isComplete: Bool = true) {
        self.init()
        let content = ConstantBytes(bytes)
        kept.append(content)
        evaluation.set(request: nil, response: nil)
        evaluation.set(requestContent: content.view, responseContent: content.view)
        evaluation.isComplete = isComplete
    }

    /// Gives the request a body.
    func receive(_ body: String) {
        let content = ConstantBytes(Array(body.utf8))
        kept.append(content)
        evaluation.set(requestContent: content.view, responseContent: nil, as: .body)
    }

    /// The result as hexadecimal digits; nil without one.
    func hexadecimal(_ expression: String, in uses: SamplePlaces = .requestContent) throws -> String? {
        evaluation.begin()
        guard let value = try compile(expression, in: uses).evaluate(evaluation, as: .binary), let view = value.view
        else {
            return nil
        }
        return view.bytes.map { byte in
            let digits = String(byte, radix: 16)
            return digits.count == 1 ? "0" + digits : digits
        }.joined()
    }

    /// All values, as a condition tries them.
    func values(_ expression: String, in uses: SamplePlaces = .requestContent) throws -> [String] {
        var values: [String] = []
        let compiled = try compile(expression, in: uses)
        evaluation.begin()
        _ = compiled.contains(evaluation) { value in
            if let view = value.cast(to: .string, evaluation)?.view {
                values.append(String(decoding: view.bytes, as: UTF8.self))
            }
            return false
        }
        return values
    }

    /// The result of an expression over a response as text.
    func responseText(_ expression: String) throws -> String? {
        let compiled = try compile(expression, in: .responseContent)
        evaluation.begin()
        guard let value = compiled.evaluate(evaluation, as: .string), let view = value.view else { return nil }
        return String(decoding: view.bytes, as: UTF8.self)
    }
}
